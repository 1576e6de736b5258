import type { PlannedResource } from "../../model/plan";
import { flag, isUnknown, number, text } from "../../model/value";
import { type Faults, faultsOf, isDeployed, isSet } from "../each-resource";
import { regionOf } from "../region";
import { rule } from "../rule";
import type { Subject } from "../subject";

/** A read replica asks something of its source, and AWS says so only when the source has been made. */
export const replicaCanBeMade = rule({
  name: "replica-can-be-made",
  displayName: "Read replicas can be made",
  description:
    "The source of a read replica must keep backups and its own password; an encrypted copy in another region needs a key there.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "data"],
  remediationSteps:
    "On the source, set `backupRetentionPeriod` to 1 or more and give a `password` in place of `manageMasterUserPassword`; " +
    "on a replica in another region, set `kmsKeyId` to a key of that region.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html",
  about: ["rds/Instance"],
  judge: (subject) => faultsOf(subject, ["rds/Instance"], (replica) => replicaFaults(subject, replica)),
});

function replicaFaults(subject: Subject, replica: PlannedResource): Faults {
  if (!isSet(replica.inputs.replicateSourceDb) || isDeployed(replica)) return [];
  const source = subject.index.one(replica, "replicateSourceDb", "rds/Instance");
  if (source === undefined) return [];
  const engine = text(source.inputs.engine) ?? "";
  const elsewhere = isElsewhere(subject, replica, source);
  const encrypted = flag(source.inputs.storageEncrypted) === true;
  const own = flag(replica.inputs.storageEncrypted);
  return [
    // Not so for SQL Server (Amazon RDS User Guide, "Password management with Secrets Manager", November 2026).
    flag(source.inputs.manageMasterUserPassword) === true &&
      !engine.startsWith("sqlserver") &&
      `is a replica of ${source.name}, of which RDS manages the password (\`manageMasterUserPassword\`): AWS refuses that`,
    keepsNoBackups(source) &&
      `is a replica of ${source.name}, which keeps no automated backups (\`backupRetentionPeriod\` is 0 or not set)`,
    elsewhere &&
      encrypted &&
      !isSet(replica.inputs.kmsKeyId) &&
      `copies the encrypted ${source.name} from another region without a \`kmsKeyId\` of its own region`,
    encrypted && own === false && elsewhere && `is not encrypted (\`storageEncrypted: false\`) while ${source.name} is`,
    !encrypted &&
      !isUnknown(source.inputs.storageEncrypted) &&
      own === true &&
      !elsewhere &&
      `is encrypted while its source ${source.name} in the same region is not`,
  ];
}

/** Without a value the provider asks for none: 0 days. */
function keepsNoBackups(source: PlannedResource): boolean {
  const { backupRetentionPeriod, replicateSourceDb, snapshotIdentifier } = source.inputs;
  if (isSet(replicateSourceDb) || isSet(snapshotIdentifier) || isDeployed(source)) {
    return number(backupRetentionPeriod) === 0;
  }
  return !isSet(backupRetentionPeriod) || number(backupRetentionPeriod) === 0;
}

function isElsewhere(subject: Subject, replica: PlannedResource, source: PlannedResource): boolean {
  const [here, there] = [regionOf(subject, replica), regionOf(subject, source)];
  return here !== undefined && there !== undefined && here !== there;
}
