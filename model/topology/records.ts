import type { PlannedResource } from "../plan";
import { flag, list, record, text } from "../value";
import { instancesBehind } from "./addresses";
import { API_TYPES, apisBehindDomain } from "./apis";
import type { TopologyBuilder } from "./builder";
import type { PlanIndex } from "./plan-index";
import type { Tier } from "./topology";

const ALIASED = [
  "lb/LoadBalancer",
  "elb/LoadBalancer",
  "cloudfront/Distribution",
  "globalaccelerator/Accelerator",
  "s3/Bucket",
  "lightsail/Lb",
  "vpclattice/Service",
  ...API_TYPES,
] as const;

/** Route 53: names, and what they lead to. */
export function readRecords(builder: TopologyBuilder): void {
  for (const records of recordSets(builder.index)) readSet(builder, records);
}

/** Records among which Route 53 chooses, together; any other one alone. */
export function recordSets(index: PlanIndex): readonly (readonly PlannedResource[])[] {
  const sets = new Map<string, PlannedResource[]>();
  for (const each of index.ofType("route53/Record")) {
    const { name, type, setIdentifier } = each.inputs;
    const known = text(name)?.replace(/\.$/, "");
    const key = known === undefined || setIdentifier === undefined ? each.urn : `${text(type)} ${known}`;
    const set = sets.get(key);
    if (set) set.push(each);
    else sets.set(key, [each]);
  }
  return [...sets.values()];
}

/**
 * A record that leads to something of this program is a tier; one that proves a certificate's ownership is not. Of several
 * that Route 53 chooses among, the others stand in for one that it knows to be down.
 */
function readSet(builder: TopologyBuilder, records: readonly PlannedResource[]): void {
  const leading = records
    .map((each) => ({ each, targets: [...aliasTargets(builder, each), ...addressTargets(builder, each)] }))
    .filter(({ targets }) => targets.length > 0);
  const [first] = leading;
  if (first === undefined) return;
  const dns = builder.tier(first.each, "dns", { parts: leading.map(({ each }) => each.urn) });
  const chosen = leading.length > 1 && leading.every(({ each }) => leavesOutWhatIsDown(each));
  // As long as Route 53 does not learn that the primary is down, the secondary is never answered with.
  const stuck = leading.some(({ each }) => !leavesOutWhatIsDown(each));
  const serving = leading.some(({ targets }) => targets.some(({ kind }) => kind !== "store"));
  for (const { each, targets } of leading) {
    // Pages in a bucket say sorry for a server; they do not do its work.
    const apology = serving && isSecondary(each) && targets.every(({ kind }) => kind === "store");
    const standIns = chosen && targets.length === 1 && !apology ? text(each.inputs.name) : undefined;
    const more = { ...standInsOf(standIns), ...((stuck && isSecondary(each)) || apology ? { idle: true } : {}) };
    for (const target of targets) builder.edge(dns, target, "request", `record ${each.name}`, more);
  }
}

function isSecondary({ inputs }: PlannedResource): boolean {
  return list(inputs.failoverRoutingPolicies).some((policy) => text(record(policy).type) === "SECONDARY");
}

/** The mark of an edge whose callee has others beside it. */
export function standInsOf(standIns: string | undefined): { readonly standIns?: string } {
  return standIns === undefined ? {} : { standIns };
}

/** Whether Route 53 knows how its target is. A secondary is the last resort, and need not know. */
export function leavesOutWhatIsDown(resource: PlannedResource): boolean {
  const { inputs } = resource;
  if (inputs.healthCheckId !== undefined && inputs.healthCheckId !== null) return true;
  if (isSecondary(resource)) return true;
  return list(inputs.aliases).some((alias) => flag(record(alias).evaluateTargetHealth) === true);
}

function aliasTargets(builder: TopologyBuilder, entry: PlannedResource): readonly Tier[] {
  return ["aliases", "records"]
    .flatMap((property) => [
      ...builder.index.referred(entry, property, ...ALIASED),
      ...apisBehindDomain(builder.index, entry, property),
      ...builder.index
        .referred(entry, property, "s3/BucketWebsiteConfiguration")
        .flatMap((site) => builder.index.referred(site, "bucket", "s3/Bucket")),
    ])
    .map((each) => builder.tierOf(each))
    .filter((tier) => tier !== undefined);
}

/** Instances by their own address or by an elastic one. */
function addressTargets(builder: TopologyBuilder, entry: PlannedResource): readonly Tier[] {
  const instances = instancesBehind(builder.index, entry, "records");
  return [...new Set(instances.map((each) => builder.tierOf(each)).filter((tier) => tier !== undefined))];
}
