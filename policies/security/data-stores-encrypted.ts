import { unencryptedStores } from "../../model/security/encryption";
import { rule } from "../rule";

/** Whoever gets hold of a disk, a snapshot or the wire reads what is not encrypted; most stores cannot be changed later. */
export const dataStoresEncrypted = rule({
  name: "data-stores-encrypted",
  displayName: "Data stores are encrypted",
  description: "What holds data must encrypt it at rest, and a cache in transit too.",
  severity: "high",
  kind: "security",
  tags: ["security", "data"],
  remediationSteps:
    "Set `storageEncrypted: true` on a database, `encrypted: true` on a volume or file system, and " +
    "`atRestEncryptionEnabled` and `transitEncryptionEnabled` on a cache. Most of these replace the resource: restore " +
    "from a snapshot copied with encryption.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_rest_encrypt.html",
  judge: ({ index }) =>
    unencryptedStores(index).map(({ resource, argument, known }) => ({
      outcome: known ? "violation" : "unknown",
      urn: resource.urn,
      message: known
        ? `${resource.name} is not encrypted: \`${argument}\` is not true.`
        : `Whether ${resource.name} is encrypted (\`${argument}\`) is not known.`,
    })),
});
