import type { PlannedResource } from "../plan";
import { flag } from "../value";
import { awsType, isAws } from "./aws-type";
import type { TopologyBuilder } from "./builder";
import { isWorkload } from "./compute";
import type { Tier } from "./topology";

/** Where a workload's configuration stands: the properties through which it learns where other tiers are. */
const CONFIGURATION: { readonly [type: string]: readonly string[] } = {
  "ecs/Service": ["taskDefinition", "serviceConnectConfiguration"],
  "ecs/TaskDefinition": ["containerDefinitions", "taskRoleArn", "volumes"],
  "autoscaling/Group": ["launchTemplate", "mixedInstancesPolicy", "launchConfiguration"],
  "ec2/LaunchTemplate": ["userData", "iamInstanceProfile"],
  "ec2/LaunchConfiguration": ["userData", "userDataBase64", "iamInstanceProfile"],
  "ec2/Instance": ["userData", "userDataBase64", "iamInstanceProfile", "launchTemplate"],
  "lambda/Function": ["environment", "role"],
  "iam/InstanceProfile": ["role"],
  "iam/Role": ["inlinePolicies", "managedPolicyArns"],
  "iam/RolePolicy": ["policy"],
  "iam/RolePolicyAttachment": ["policyArn"],
  "iam/Policy": ["policy"],
  "secretsmanager/SecretVersion": ["secretString"],
  "ssm/Parameter": ["value"],
  // A private name of something: the way goes on to what it stands for.
  "route53/Record": ["records", "aliases"],
};

/** Resources that say more about another one: read backwards, from the one that they belong to. */
const BELONGING: { readonly [type: string]: readonly { readonly type: string; readonly by: string }[] } = {
  "secretsmanager/Secret": [{ type: "secretsmanager/SecretVersion", by: "secretId" }],
  "iam/Role": [
    { type: "iam/RolePolicy", by: "role" },
    { type: "iam/RolePolicyAttachment", by: "role" },
  ],
};

/** A resource that a workload's configuration leads to, and the last step to it. */
interface Reached {
  readonly resource: PlannedResource;
  readonly through: PlannedResource;
}

/** Edges from every workload to the tiers that its configuration names. */
export function linkWorkloads(builder: TopologyBuilder): void {
  const uses = new Map<Tier, readonly Reached[]>();
  for (const tier of builder.tiers.values()) {
    if (isWorkload(tier)) uses.set(tier, reachedFrom(builder, tier));
  }
  for (const [tier, reached] of uses) {
    for (const { resource, through } of reached) {
      const target = builder.tierOf(resource);
      if (target && isCallable(builder, tier, target)) {
        builder.edge(tier, target, "request", `${awsType(through.type)} ${through.name}`);
      }
    }
  }
  linkBySecurityGroups(builder);
}

/** A public load balancer in a workload's settings is its own public address, not something that it calls. */
function isCallable(builder: TopologyBuilder, from: Tier, to: Tier): boolean {
  if (to.kind === "dns" || to.kind === "cdn" || from.urn === to.urn) return false;
  const resource = builder.index.get(to.urn);
  if (to.kind !== "load-balancer" || !resource) return true;
  if (flag(resource.inputs.internal) !== true) return false;
  return !builder.edges.some((edge) => edge.from === to.urn && edge.to === from.urn);
}

function reachedFrom(builder: TopologyBuilder, tier: Tier): readonly Reached[] {
  const found = new Map<string, Reached>();
  const start = tier.parts.map((urn) => builder.index.get(urn)).filter((each) => each !== undefined);
  const open: PlannedResource[] = [...start];
  const seen = new Set(open.map((each) => each.urn));
  for (let next = open.pop(); next; next = open.pop()) {
    for (const resource of neighbours(builder, next)) {
      if (seen.has(resource.urn)) continue;
      seen.add(resource.urn);
      if (builder.tierOf(resource)) found.set(resource.urn, { resource, through: next });
      else open.push(resource);
    }
  }
  return [...found.values()];
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
  const linked = new Set(builder.edges.map((edge) => edge.to));
  for (const { group, sources } of groups.ingress) {
    if (!group || sources.length === 0) continue;
    const callees = tiersIn(builder, group).filter((tier) => !linked.has(tier.urn) && tier.kind !== "load-balancer");
    for (const source of sources.filter((each) => each.urn !== group.urn)) {
      for (const caller of tiersIn(builder, source)) {
        for (const callee of callees) builder.edge(caller, callee, "request", `security group ${group.name}`);
      }
    }
  }
}

function tiersIn(builder: TopologyBuilder, group: PlannedResource): readonly Tier[] {
  const tiers = builder.groups.members(group).map((member) => tierOfMember(builder, member));
  return [...new Set(tiers.filter((tier) => tier !== undefined))];
}

function tierOfMember(builder: TopologyBuilder, member: PlannedResource): Tier | undefined {
  if (!isAws(member, "ec2/LaunchTemplate", "ec2/LaunchConfiguration")) return builder.tierOf(member);
  return builder.ofKind("service").find((tier) => tier.parts.includes(member.urn));
}
