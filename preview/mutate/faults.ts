import type { PlannedResource } from "../../model/plan";
import { flag, list, number, record, text, UNKNOWN } from "../../model/value";
import { all, drop, type Edit, oneSubnet, remove, set, where, withInputs } from "./edit";

/** A mistake that a person could make in one resource. */
export interface Fault {
  /** What was done, as a reviewer would say it. */
  readonly name: string;
  /** Short AWS type of what it is done to. */
  readonly type: string;
  readonly edit: Edit;
}

const isPrimary = ({ inputs }: PlannedResource) => inputs.replicateSourceDb === undefined;
const isInterface = ({ inputs }: PlannedResource) => text(inputs.vpcEndpointType) === "Interface";
const isGateway = ({ inputs }: PlannedResource) => inputs.natGatewayId !== undefined;
const hasAlias = ({ inputs }: PlannedResource) =>
  list(inputs.aliases).some((alias) => flag(record(alias).evaluateTargetHealth) === true);
const isChosen = ({ inputs }: PlannedResource) => inputs.setIdentifier !== undefined;
const dropProtect: Edit = (resource) =>
  resource.options.protect === true ? { ...resource, options: { ...resource.options, protect: false } } : undefined;
const unprotected = (property: string) => all(set(property, false), dropProtect);
/** Makes a route leave through the first gateway of the plan, whichever it left through. */
const otherGateway: Edit = (resource, plan) => {
  const [first] = plan.resources.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway");
  const before = resource.propertyDependencies.natGatewayId ?? [];
  if (first === undefined || before.includes(first.urn)) return undefined;
  const propertyDependencies = { ...resource.propertyDependencies, natGatewayId: [first.urn] };
  return { ...withInputs(resource, { ...resource.inputs, natGatewayId: UNKNOWN }), propertyDependencies };
};
const oneNode = all(
  set("numCacheClusters", 1),
  drop("replicasPerNodeGroup"),
  set("automaticFailoverEnabled", false),
  set("multiAzEnabled", false),
);

/** What is done, one fault at a time. */
export const FAULTS: readonly Fault[] = [
  { name: "database: standby switched off", type: "rds/Instance", edit: where(isPrimary, set("multiAz", false)) },
  { name: "database: no backups", type: "rds/Instance", edit: where(isPrimary, set("backupRetentionPeriod", 0)) },
  { name: "database: may be deleted", type: "rds/Instance", edit: where(isPrimary, unprotected("deletionProtection")) },
  { name: "database: no final snapshot", type: "rds/Instance", edit: where(isPrimary, set("skipFinalSnapshot", true)) },
  { name: "database: not encrypted", type: "rds/Instance", edit: where(isPrimary, set("storageEncrypted", false)) },
  { name: "database: public", type: "rds/Instance", edit: where(isPrimary, set("publiclyAccessible", true)) },
  { name: "database proxy: one zone", type: "rds/Proxy", edit: oneSubnet("vpcSubnetIds") },
  { name: "cache: one node", type: "elasticache/ReplicationGroup", edit: oneNode },
  {
    name: "cache: no failover",
    type: "elasticache/ReplicationGroup",
    edit: all(set("automaticFailoverEnabled", false), set("multiAzEnabled", false)),
  },
  { name: "cache: zones left to chance", type: "elasticache/ReplicationGroup", edit: set("multiAzEnabled", false) },
  {
    name: "cache: plain on the wire",
    type: "elasticache/ReplicationGroup",
    edit: set("transitEncryptionEnabled", false),
  },
  { name: "cache: plain on disk", type: "elasticache/ReplicationGroup", edit: set("atRestEncryptionEnabled", false) },
  { name: "fleet: one server", type: "autoscaling/Group", edit: all(set("minSize", 1), drop("desiredCapacity")) },
  { name: "fleet: one zone", type: "autoscaling/Group", edit: oneSubnet("vpcZoneIdentifiers") },
  { name: "fleet: only EC2 is asked", type: "autoscaling/Group", edit: set("healthCheckType", "EC2") },
  {
    name: "fleet: refresh takes all at once",
    type: "autoscaling/Group",
    edit: set("instanceRefresh.preferences.minHealthyPercentage", 0),
  },
  {
    name: "fleet: a bad release is not rolled back",
    type: "autoscaling/Group",
    edit: set("instanceRefresh.preferences.autoRollback", false),
  },
  {
    name: "fleet: old metadata service",
    type: "ec2/LaunchTemplate",
    edit: set("metadataOptions.httpTokens", "optional"),
  },
  { name: "service: one zone", type: "ecs/Service", edit: oneSubnet("networkConfiguration", "subnets") },
  {
    name: "service: a release takes all at once",
    type: "ecs/Service",
    edit: set("deploymentMinimumHealthyPercent", 0),
  },
  {
    name: "service: a bad release is not rolled back",
    type: "ecs/Service",
    edit: drop("deploymentCircuitBreaker", "alarms"),
  },
  {
    name: "service: Spot alone",
    type: "ecs/Service",
    edit: all(drop("launchType"), set("capacityProviderStrategies", [{ capacityProvider: "FARGATE_SPOT", weight: 1 }])),
  },
  {
    name: "service: may scale in to one",
    type: "appautoscaling/Target",
    edit: where(({ inputs }) => text(inputs.serviceNamespace) === "ecs", set("minCapacity", 1)),
  },
  { name: "load balancer: one zone", type: "lb/LoadBalancer", edit: oneSubnet("subnets") },
  { name: "load balancer: may be deleted", type: "lb/LoadBalancer", edit: unprotected("enableDeletionProtection") },
  {
    name: "health check: asks the database",
    type: "lb/TargetGroup",
    edit: set("healthCheck.path", "/health/database"),
  },
  { name: "health check: takes errors", type: "lb/TargetGroup", edit: set("healthCheck.matcher", "200-599") },
  { name: "health check: off", type: "lb/TargetGroup", edit: set("healthCheck.enabled", false) },
  { name: "NAT: another zone's gateway", type: "ec2/Route", edit: where(isGateway, otherGateway) },
  { name: "endpoint: one zone", type: "ec2/VpcEndpoint", edit: where(isInterface, oneSubnet("subnetIds")) },
  {
    name: "DNS: nobody asks how the target is",
    type: "route53/Record",
    edit: where(
      (each) => isChosen(each) && hasAlias(each),
      all(set("aliases.evaluateTargetHealth", false), drop("healthCheckId")),
    ),
  },
  {
    name: "DNS: no health check",
    type: "route53/Record",
    edit: where((each) => isChosen(each) && !hasAlias(each), drop("healthCheckId")),
  },
  { name: "DNS: health check switched off", type: "route53/HealthCheck", edit: set("disabled", true) },
  {
    name: "CDN: failover for a missing page only",
    type: "cloudfront/Distribution",
    edit: where(
      ({ inputs }) => list(inputs.originGroups).length > 0,
      set("originGroups.failoverCriteria.statusCodes", [404]),
    ),
  },
  { name: "queue: no dead-letter queue", type: "sqs/Queue", edit: drop("redrivePolicy") },
  {
    name: "alarm: tells nobody",
    type: "cloudwatch/MetricAlarm",
    edit: where(({ inputs }) => list(inputs.alarmActions).length > 0, drop("alarmActions")),
  },
  {
    name: "alarm: actions switched off",
    type: "cloudwatch/MetricAlarm",
    edit: where(({ inputs }) => list(inputs.alarmActions).length > 0, set("actionsEnabled", false)),
  },
  { name: "paging: nobody subscribes", type: "sns/TopicSubscription", edit: remove },
  { name: "table: no point-in-time recovery", type: "dynamodb/Table", edit: drop("pointInTimeRecovery") },
  { name: "table: may be deleted", type: "dynamodb/Table", edit: unprotected("deletionProtectionEnabled") },
  {
    name: "bucket: no versions",
    type: "s3/BucketVersioning",
    edit: set("versioningConfiguration.status", "Suspended"),
  },
  { name: "bucket: public access not blocked", type: "s3/BucketPublicAccessBlock", edit: remove },
  {
    name: "files: one mount target",
    type: "efs/MountTarget",
    edit: where((each, plan) => plan.resources.filter(({ type }) => type === each.type).length > 1, remove),
  },
  { name: "backups: plan without a selection", type: "backup/Selection", edit: remove },
  {
    name: "key: gone in a week",
    type: "kms/Key",
    edit: where(({ inputs }) => (number(inputs.deletionWindowInDays) ?? 30) > 7, set("deletionWindowInDays", 7)),
  },
  {
    name: "network: open to the world",
    type: "ec2/SecurityGroup",
    edit: where(
      ({ inputs }) => list(inputs.ingress).length > 0,
      set("ingress", [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }]),
    ),
  },
];
