import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { clusterFaults, commonFaults, instanceFaults, memberFaults } from "./faults/database-arguments-agree";

/** RDS takes each of these arguments, but not together. */
export const databaseArgumentsAgree = rule({
  name: "database-arguments-agree",
  displayName: "Database arguments agree",
  description: "The arguments of a database must not contradict each other or its cluster.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "data"],
  remediationSteps: "Leave out one of the two arguments that the finding names, or add the one that it misses.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  about: ["rds/Instance", "rds/Cluster", "rds/ClusterInstance"],
  judge: (subject) => [
    ...faultsOf(subject, ["rds/Instance"], instanceFaults),
    ...faultsOf(subject, ["rds/Instance", "rds/Cluster"], commonFaults),
    ...faultsOf(subject, ["rds/Cluster"], clusterFaults),
    ...faultsOf(subject, ["rds/ClusterInstance"], (member) => memberFaults(subject, member)),
  ],
});
