import { reveal, text } from "../../value";
import { Arguments, part } from "../arguments";
import {
  beyondInfracost,
  byUsage,
  type Charge,
  counted,
  fixed,
  gap,
  HOURS_PER_MONTH,
  onlyInfracost,
  rarelyUsed,
} from "../charge";
import type { Pricer } from "../context";
import type { Usage } from "../usage";

const EXTERNAL_KEY = "aws:kms/externalKey:ExternalKey";

/** A customer key of KMS: by the month and by request. Keys that AWS manages are free. */
export const kmsKey: Pricer = (resource, { usage }) => {
  const spec = text(resource.inputs.customerMasterKeySpec) ?? "SYMMETRIC_DEFAULT";
  const key = fixed("Customer master key", "kms.key", 1, "months");
  const requests = requestsOf(spec, usage);
  return [key, ...(resource.type === EXTERNAL_KEY ? beyondInfracost(requests) : requests)];
};

function requestsOf(spec: string, usage: Usage): readonly Charge[] {
  const requests = usage.number("monthly_requests");
  if (/^(RSA_3072|RSA_4096|ECC_)/.test(spec)) {
    return [counted("Requests (asymmetric)", "kms.requests.asymmetric", requests, 1e4, "10k requests")];
  }
  if (spec === "RSA_2048") return [counted("Requests (RSA 2048)", "kms.requests", requests, 1e4, "10k requests")];
  return [
    counted("Requests", "kms.requests", requests, 1e4, "10k requests"),
    rarelyUsed(counted("ECC GenerateDataKeyPair requests", "kms.requests.datakeypair_ecc", null, 1e4, "10k requests")),
    rarelyUsed(counted("RSA GenerateDataKeyPair requests", "kms.requests.datakeypair_ecc", null, 1e4, "10k requests")),
  ];
}

/** A secret: by the month and by API call. */
export const secret: Pricer = (resource, { usage }) => [
  fixed("Secret", "secretsmanager.secret", 1, "months"),
  counted("API requests", "secretsmanager.requests", usage.number("monthly_requests"), 1e4, "10k requests"),
  ...replicas(reveal(resource.inputs.replicas)),
];

/** Each replica of a secret in another region is billed as a secret there. */
function replicas(value: unknown): readonly ReturnType<typeof fixed>[] {
  const count = Array.isArray(value) ? value.length : 0;
  return count === 0
    ? []
    : [fixed("Secret replicas", "secretsmanager.secret", count, "months", { beyondInfracost: true })];
}

/** A parameter: standard ones are free, advanced ones by the hour. The table's price is per month. */
export const ssmParameter: Pricer = (resource, { usage }) =>
  part(() => {
    const tier = new Arguments(resource.inputs).text("tier")?.toLowerCase() ?? "standard";
    if (tier === "standard") return [];
    const hours = usage.number("parameter_storage_hrs") ?? HOURS_PER_MONTH;
    const interactions = usage.number("monthly_api_interactions");
    const limit = usage.text("api_throughput_limit")?.toLowerCase() ?? tier;
    const advanced = [
      byUsage("Parameter storage (advanced)", "ssm.parameter.advanced", hours, "hours", { per: 1 / HOURS_PER_MONTH }),
      counted(`API interactions (${limit})`, "ssm.parameter.api_advanced", interactions, 1e4, "10k interactions"),
    ];
    if (tier === "advanced") return advanced;
    const unknown = gap(`whether a parameter of tier ${tier} is billed depends on its value`);
    return [...beyondInfracost([unknown]), ...onlyInfracost(advanced)];
  });
