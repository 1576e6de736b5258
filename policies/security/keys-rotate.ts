import type { PlannedResource } from "../../model/plan";
import { flag, isUnknown, text } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";

/** A key that never changes is worth more each year to whoever gets hold of it. */
export const keysRotate = rule({
  name: "keys-rotate",
  displayName: "Keys rotate",
  description: "A symmetric key of one's own must rotate.",
  severity: "low",
  kind: "security",
  tags: ["security"],
  remediationSteps: "Set `enableKeyRotation: true`; old data stays readable.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  about: ["kms/Key"],
  judge: (subject) =>
    faultsOf(subject, ["kms/Key"], (key) => [
      isSymmetric(key) && !rotates(key) && "never rotates (`enableKeyRotation` is not true)",
    ]),
});

function isSymmetric({ inputs }: PlannedResource): boolean {
  const uses = text(inputs.keyUsage) ?? (isUnknown(inputs.keyUsage) ? undefined : "ENCRYPT_DECRYPT");
  const spec =
    text(inputs.customerMasterKeySpec) ?? (isUnknown(inputs.customerMasterKeySpec) ? undefined : "SYMMETRIC_DEFAULT");
  return uses === "ENCRYPT_DECRYPT" && spec === "SYMMETRIC_DEFAULT" && !text(inputs.customKeyStoreId);
}

function rotates({ inputs }: PlannedResource): boolean {
  return flag(inputs.enableKeyRotation) === true || isUnknown(inputs.enableKeyRotation);
}
