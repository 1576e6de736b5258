import type { PlannedResource, Urn } from "../plan";
import { flag } from "../value";
import { awsType, isAws } from "./aws-type";
import type { TopologyBuilder } from "./builder";
import { isWorkload } from "./compute";
import { linkDataServers } from "./data-servers";
import { endpointTier } from "./instance-endpoints";
import { leavesOutWhatIsDown } from "./records";
import { isWorldwide, type Tier } from "./topology";

/** Where a workload's configuration stands: the properties through which it learns where other tiers are. */
const CONFIGURATION: { readonly [type: string]: readonly string[] } = {
  "ecs/Service": ["taskDefinition", "serviceConnectConfiguration"],
  "ecs/TaskDefinition": ["containerDefinitions", "taskRoleArn", "volumes"],
  "efs/AccessPoint": ["fileSystemId"],
  "autoscaling/Group": ["launchTemplate", "mixedInstancesPolicy", "launchConfiguration"],
  "ec2/LaunchTemplate": ["userData", "iamInstanceProfile"],
  "ec2/LaunchConfiguration": ["userData", "userDataBase64", "iamInstanceProfile"],
  "ec2/Instance": ["userData", "userDataBase64", "iamInstanceProfile", "launchTemplate"],
  "lambda/Function": ["environment", "role", "fileSystemConfig"],
  "apprunner/Service": ["sourceConfiguration", "networkConfiguration"],
  "elasticbeanstalk/Environment": ["settings"],
  "lightsail/Instance": ["userData"],
  "iam/InstanceProfile": ["role"],
  "iam/Role": ["inlinePolicies", "managedPolicyArns"],
  "iam/RolePolicy": ["policy"],
  "iam/RolePolicyAttachment": ["policyArn"],
  "iam/Policy": ["policy"],
  "secretsmanager/SecretVersion": ["secretString"],
  "ssm/Parameter": ["value"],
  "servicediscovery/Instance": ["attributes"],
  "appconfig/HostedConfigurationVersion": ["content"],
  "s3/BucketObjectv2": ["content"],
  // A private name of something: the way goes on to what it stands for.
  "route53/Record": ["records", "aliases"],
};

/** Resources that say more about another one: read backwards, from the one that they belong to. */
const BELONGING: { readonly [type: string]: readonly { readonly type: string; readonly by: string }[] } = {
  "secretsmanager/Secret": [{ type: "secretsmanager/SecretVersion", by: "secretId" }],
  // A name in Cloud Map: the tasks, or the addresses, that are registered under it.
  "servicediscovery/Service": [
    { type: "ecs/Service", by: "serviceRegistries" },
    { type: "servicediscovery/Instance", by: "serviceId" },
  ],
  "iam/Role": [
    { type: "iam/RolePolicy", by: "role" },
    { type: "iam/RolePolicyAttachment", by: "role" },
  ],
};

/** What a workload's configuration leads to. */
interface Reach {
  /** Resources of other tiers, each with the last step to it. */
  readonly found: ReadonlyMap<Urn, { readonly resource: PlannedResource; readonly through: PlannedResource }>;
  /** Those that it knows by a name which leaves out what is down. */
  readonly checked: ReadonlySet<Urn>;
}

/** Edges from every workload to the tiers that its configuration names. */
export function linkWorkloads(builder: TopologyBuilder): void {
  const uses = new Map<Tier, Reach>();
  for (const tier of builder.tiers.values()) {
    if (isWorkload(tier)) uses.set(tier, reachedFrom(builder, tier));
  }
  for (const [tier, { found, checked }] of uses) {
    const known = new Set(found.keys());
    for (const { resource, through } of found.values()) {
      const target = endpointTier(builder, resource, known);
      if (!target || !isCallable(builder, tier, target)) continue;
      const evidence = `${awsType(through.type)} ${through.name}`;
      builder.edge(tier, target, "request", evidence, checked.has(resource.urn) ? { checked: true } : {});
    }
  }
  linkBySecurityGroups(builder);
  linkDataServers(builder);
}

/** A public load balancer in a workload's settings is its own public address, not something that it calls. */
function isCallable(builder: TopologyBuilder, from: Tier, to: Tier): boolean {
  if (isWorldwide(to.kind) || from.urn === to.urn) return false;
  if (to.kind === "api") return !builder.edges.from(to.urn).some((edge) => edge.to === from.urn);
  const resource = builder.index.get(to.urn);
  if (to.kind !== "load-balancer" || !resource) return true;
  if (flag(resource.inputs.internal) !== true) return false;
  return !builder.edges.from(to.urn).some((edge) => edge.to === from.urn);
}

function reachedFrom(builder: TopologyBuilder, tier: Tier): Reach {
  const found = new Map<Urn, { resource: PlannedResource; through: PlannedResource }>();
  const checked = new Set<Urn>();
  const open = tier.parts.map((urn) => builder.index.get(urn)).filter((each) => each !== undefined);
  const seen = new Set(open.map((each) => each.urn));
  for (let next = open.pop(); next; next = open.pop()) {
    const isChecked = isAws(next, "route53/Record") && leavesOutWhatIsDown(next);
    for (const resource of neighbours(builder, next)) {
      if (isChecked) checked.add(resource.urn);
      if (seen.has(resource.urn)) continue;
      seen.add(resource.urn);
      if (builder.tierOf(resource)) found.set(resource.urn, { resource, through: next });
      else open.push(resource);
    }
  }
  return { found, checked };
}

function neighbours(builder: TopologyBuilder, resource: PlannedResource): readonly PlannedResource[] {
  const { index } = builder;
  const type = awsType(resource.type) ?? "";
  const forward = (CONFIGURATION[type] ?? [])
    .flatMap((property) => resource.propertyDependencies[property] ?? [])
    .map((urn) => index.get(urn))
    .filter((each) => each !== undefined);
  const backward = (BELONGING[type] ?? []).flatMap(({ type: other, by }) => index.referring(resource, other, by));
  return [...forward, ...backward];
}

/**
 * Where no setting names the callee, a security group that lets in another one's members does: for calls between
 * workloads, and for data that nobody else was found to use.
 */
function linkBySecurityGroups(builder: TopologyBuilder): void {
  const { groups } = builder;
  const linked = new Set(builder.edges.all().map((edge) => edge.to));
  for (const { group, sources } of groups.ingress) {
    if (!group || sources.length === 0) continue;
    const callees = tiersIn(builder, group).filter((tier) => !linked.has(tier.urn) && tier.kind !== "load-balancer");
    for (const source of sources.filter((each) => each.urn !== group.urn)) {
      for (const caller of tiersIn(builder, source)) {
        for (const callee of callees.filter((each) => !knowsItsLike(builder, caller, each))) {
          builder.edge(caller, callee, "request", `security group ${group.name}`);
        }
      }
    }
  }
}

/** Whether a caller was told the database of a replica or another copy: it asks what it was told, not whatever lets it in. */
function knowsItsLike(builder: TopologyBuilder, caller: Tier, { copyOf }: Tier): boolean {
  if (copyOf === null) return false;
  const known = builder.edges.from(caller.urn).map(({ to }) => builder.tiers.get(to));
  return known.some((each) => each !== undefined && (each.urn === copyOf || each.copyOf === copyOf));
}

function tiersIn(builder: TopologyBuilder, group: PlannedResource): readonly Tier[] {
  const tiers = builder.groups.members(group).map((member) => builder.tierOf(member));
  return [...new Set(tiers.filter((tier) => tier !== undefined))];
}
