import type { PlannedResource } from "../../model/plan";
import { awsType } from "../../model/topology/aws-type";
import { isUnknown, list, number, record, reveal, text, type Value } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { NUMBER_LIMITS, type NumberLimit } from "./limits/numbers";

const TYPES = [...new Set(NUMBER_LIMITS.map(({ type }) => type))];

/** A number that AWS does not take stops the deployment at the resource that has it. */
export const numbersAreInRange = rule({
  name: "numbers-are-in-range",
  displayName: "Numbers are in range",
  description: "A timeout, a size, a count or a number of days must be one that AWS takes.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable"],
  remediationSteps: "Set the argument to a value within the range that the finding names.",
  url: "https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html",
  about: [...TYPES, "lambda/Function"],
  judge: (subject) => faultsOf(subject, TYPES, numberFaults),
});

function numberFaults(resource: PlannedResource): readonly string[] {
  const type = awsType(resource.type);
  return [
    ...NUMBER_LIMITS.filter((limit) => limit.type === type).flatMap((limit) => outside(resource, limit)),
    ...(type === "lambda/Function" ? functionTimeout(resource) : []),
  ];
}

function outside(resource: PlannedResource, { path, from, to, among, unit }: NumberLimit): readonly string[] {
  const value = number(at(resource.inputs, path));
  // A member of an Aurora cluster echoes what the cluster decides.
  if (
    value === undefined ||
    (path[0] === "backupRetentionPeriod" && text(resource.inputs.engine)?.startsWith("aurora"))
  ) {
    return [];
  }
  const fits = among ? among.includes(value) : value >= (from ?? value) && value <= (to ?? value);
  if (fits) return [];
  const range = among ? `one of ${among.join(", ")}` : `${from} to ${to}`;
  return [`has \`${path.join(".")}: ${value}\`, where AWS takes ${range}${unit === undefined ? "" : ` ${unit}`}`];
}

/** Functions on a capacity provider of their own may run for longer (cfn-lint 1.58.0, November 2026). */
function functionTimeout({ inputs }: PlannedResource): readonly string[] {
  const timeout = number(inputs.timeout);
  if (timeout === undefined || (timeout >= 1 && timeout <= 900)) return [];
  const own = inputs.capacityProviderConfig;
  return own !== undefined && (isUnknown(own) || reveal(own) !== null)
    ? []
    : [`has \`timeout: ${timeout}\`, where AWS takes 1 to 900 seconds`];
}

/** Through blocks, which some SDK versions write as lists of one. */
function at(value: Value, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, part) => record(list(inner)[0] ?? inner)[part], value);
}
