import type { Plan, PlannedResource } from "../../model/plan";
import { flag, number } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";

interface Values {
  readonly minimumDays: number;
}

const KEY_TYPES = ["kms/Key", "kms/ReplicaKey", "kms/ExternalKey"];

/** What is encrypted under a key that is gone is gone too; the wait is the only way back. */
export const keysGoSlowly = rule<Values>({
  name: "keys-go-slowly",
  displayName: "Keys and secrets go slowly",
  description:
    "A key or a secret that is deleted must wait long enough for somebody to notice, and a key in use be on.",
  severity: "medium",
  kind: "durability",
  tags: ["data", "security"],
  remediationSteps:
    "Set `deletionWindowInDays` on a key to 14 or more (30 without it), and `recoveryWindowInDays` on a secret to 7 or more.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  about: [...KEY_TYPES, "secretsmanager/Secret"],
  settings: {
    properties: {
      minimumDays: { type: "integer", minimum: 7, maximum: 30, description: "Days that a key waits at least." },
    },
    defaults: { minimumDays: 14 },
  },
  judge: (subject, { minimumDays }) => [
    ...faultsOf(subject, KEY_TYPES, (key) => [
      keyFault(key, minimumDays),
      flag(key.inputs.isEnabled) === false &&
        isUsed(subject.plan, key) &&
        "is switched off (`isEnabled: false`): what is encrypted under it cannot be read",
    ]),
    ...faultsOf(subject, ["secretsmanager/Secret"], ({ inputs }) => [
      number(inputs.recoveryWindowInDays) === 0 &&
        "is deleted at once (`recoveryWindowInDays: 0`), and whatever reads it stops for good",
    ]),
  ],
});

function keyFault({ inputs }: PlannedResource, minimumDays: number): string | undefined {
  const days = number(inputs.deletionWindowInDays);
  return days !== undefined && days < minimumDays
    ? `is deleted after ${days} days, and with it all that is encrypted under it; ${minimumDays} leave time to notice`
    : undefined;
}

function isUsed({ resources }: Plan, { urn }: PlannedResource): boolean {
  return resources.some(({ propertyDependencies }) =>
    Object.entries(propertyDependencies).some(([name, urns]) => /kms/i.test(name) && urns.includes(urn)),
  );
}
