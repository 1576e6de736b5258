import type { PlannedResource } from "../plan";
import { flag, list, record, text } from "../value";
import { API_TYPES } from "./apis";
import type { TopologyBuilder } from "./builder";
import type { Tier } from "./topology";

const LOAD_BALANCER = "lb/LoadBalancer";
const TARGETS = ["ec2/Instance", "lambda/Function", LOAD_BALANCER] as const;

/** DNS, content delivery and load balancers: what stands between the users and the workloads. */
export function readFront(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const balancer of index.ofType(LOAD_BALANCER)) {
    const side = isInternal(balancer) ? "private" : "public";
    const mappings = balancer.inputs.subnets === undefined ? "subnetMappings" : "subnets";
    const given = builder.placer.bySubnets(balancer, mappings, balancer.inputs[mappings], side);
    // AWS refuses an application load balancer in fewer than two zones; any other kind is where it was put.
    const fewest = (text(balancer.inputs.loadBalancerType) ?? "application") === "application" ? 2 : null;
    const placement = { ...given, zoneCount: given.zoneCount ?? fewest };
    builder.tier(balancer, "load-balancer", { placement, healing: "managed" });
  }
  for (const distribution of index.ofType("cloudfront/Distribution")) builder.tier(distribution, "cdn");
  for (const records of sameName(index.ofType("route53/Record"))) readRecords(builder, records);
  linkTargets(builder);
  linkOrigins(builder);
}

export function isInternal(balancer: PlannedResource): boolean {
  return flag(balancer.inputs.internal) === true;
}

/** Records among which Route 53 chooses, together; any other one alone. */
function sameName(records: readonly PlannedResource[]): readonly (readonly PlannedResource[])[] {
  const sets = new Map<string, PlannedResource[]>();
  for (const each of records) {
    const { name, type, setIdentifier } = each.inputs;
    const known = text(name)?.replace(/\.$/, "");
    const key = known === undefined || setIdentifier === undefined ? each.urn : `${text(type)} ${known}`;
    sets.set(key, [...(sets.get(key) ?? []), each]);
  }
  return [...sets.values()];
}

/**
 * A record that leads to something of this program is a tier; one that proves a certificate's ownership is not. Of several
 * that Route 53 chooses among, the others stand in for one that it knows to be down.
 */
function readRecords(builder: TopologyBuilder, records: readonly PlannedResource[]): void {
  const leading = records
    .map((each) => ({ each, targets: [...aliasTargets(builder, each), ...addressTargets(builder, each)] }))
    .filter(({ targets }) => targets.length > 0);
  const [first] = leading;
  if (first === undefined) return;
  const dns = builder.tier(first.each, "dns", { parts: leading.map(({ each }) => each.urn) });
  const chosen = leading.length > 1 && leading.every(({ each }) => leavesOutWhatIsDown(each));
  for (const { each, targets } of leading) {
    const standIns = chosen && targets.length === 1 ? text(each.inputs.name) : undefined;
    for (const target of targets) builder.edge(dns, target, "request", `record ${each.name}`, standIns);
  }
}

/** Whether Route 53 knows how its target is. A secondary is the last resort, and need not know. */
function leavesOutWhatIsDown({ inputs }: PlannedResource): boolean {
  if (inputs.healthCheckId !== undefined) return true;
  if (list(inputs.failoverRoutingPolicies).some((policy) => text(record(policy).type) === "SECONDARY")) return true;
  return list(inputs.aliases).some((alias) => flag(record(alias).evaluateTargetHealth) === true);
}

function aliasTargets(builder: TopologyBuilder, entry: PlannedResource): readonly Tier[] {
  return ["aliases", "records"]
    .flatMap((property) =>
      builder.index.referred(entry, property, LOAD_BALANCER, "cloudfront/Distribution", "s3/Bucket"),
    )
    .map((each) => builder.tierOf(each))
    .filter((tier) => tier !== undefined);
}

/** Instances by their own address or by an elastic one. */
function addressTargets(builder: TopologyBuilder, entry: PlannedResource): readonly Tier[] {
  const { index } = builder;
  const instances = index.referred(entry, "records", "ec2/Instance");
  const addresses = index.referred(entry, "records", "ec2/Eip");
  const behind = addresses.flatMap((address) => [
    ...index.referred(address, "instance", "ec2/Instance"),
    ...index
      .referring(address, "ec2/EipAssociation", "allocationId")
      .flatMap((each) => index.referred(each, "instanceId", "ec2/Instance")),
  ]);
  return [...instances, ...behind].map((each) => builder.tierOf(each)).filter((tier) => tier !== undefined);
}

/** Load balancer → listener → rules → target groups → what is registered in them. */
function linkTargets(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const listener of index.ofType("lb/Listener")) {
    const balancer = builder.tierOf(index.one(listener, "loadBalancerArn", LOAD_BALANCER));
    const groups = [
      ...index.referred(listener, "defaultActions", "lb/TargetGroup"),
      ...index
        .referring(listener, "lb/ListenerRule", "listenerArn")
        .flatMap((rule) => index.referred(rule, "actions", "lb/TargetGroup")),
    ];
    for (const group of groups) {
      for (const target of registered(builder, group)) {
        builder.edge(balancer, target, "request", `target group ${group.name}`);
      }
    }
  }
}

function registered(builder: TopologyBuilder, group: PlannedResource): readonly Tier[] {
  const { index } = builder;
  const attachments = index.referring(group, "autoscaling/Attachment", "lbTargetGroupArn");
  const resources = [
    ...index.referring(group, "ecs/Service", "loadBalancers"),
    ...index.referring(group, "autoscaling/Group", "targetGroupArns"),
    ...index.referring(group, "autoscaling/Group", "trafficSources"),
    ...attachments.flatMap((each) => index.referred(each, "autoscalingGroupName", "autoscaling/Group")),
    ...index
      .referring(group, "lb/TargetGroupAttachment", "targetGroupArn")
      .flatMap((each) => index.referred(each, "targetId", ...TARGETS)),
  ];
  return resources.map((each) => builder.tierOf(each)).filter((tier) => tier !== undefined);
}

function linkOrigins(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const distribution of index.ofType("cloudfront/Distribution")) {
    const cdn = builder.tierOf(distribution);
    for (const origin of index.referred(distribution, "origins", LOAD_BALANCER, ...API_TYPES)) {
      builder.edge(cdn, builder.tierOf(origin), "request", "origin");
    }
    const buckets = index.referred(distribution, "origins", "s3/Bucket");
    const group = bucketGroup(distribution, buckets.length);
    for (const bucket of buckets) {
      builder.edge(cdn, builder.tierOf(bucket), "files", "origin", group);
    }
    const names = list(distribution.inputs.origins).map((origin) => text(record(origin).domainName));
    for (const entry of index.ofType("route53/Record")) {
      const named = names.some((name) => isSame(name, text(entry.inputs.name)));
      if (named) builder.edge(cdn, builder.tierOf(entry), "request", "origin by its DNS name");
    }
  }
}

/**
 * The origin group that all buckets of a distribution are in; undefined where there is none. Which origin is which
 * bucket need not be known at preview, so a group of some of them only is taken for none.
 */
function bucketGroup(distribution: PlannedResource, buckets: number): string | undefined {
  const origins = list(distribution.inputs.origins).map(record);
  const ids = origins
    .filter(
      ({ customOriginConfig, vpcOriginConfig }) => customOriginConfig === undefined && vpcOriginConfig === undefined,
    )
    .map(({ originId }) => text(originId) ?? "");
  if (buckets < 2 || ids.length !== buckets) return undefined;
  const groups = list(distribution.inputs.originGroups).map(record);
  const group = groups.find(({ members }) => {
    const inside = list(members).map((member) => text(record(member).originId));
    return ids.every((id) => inside.includes(id));
  });
  return group && text(group.originId);
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.replace(/\.$/, "") === b.replace(/\.$/, "");
}
