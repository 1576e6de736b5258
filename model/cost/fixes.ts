import Big from "big.js";
import type { Finding } from "../assessment";
import { sharedGateways } from "../failures/shared-gateways";
import type { Plan, PlannedResource, Urn } from "../plan";
import { buildTopology } from "../topology/build";
import type { PropertyMap } from "../value";
import { number } from "../value";
import { type EstimateOptions, estimateCost } from "./estimate";

/** The plan with a finding's fix in it; undefined where the fix is not one that a price can be given for. */
type Fix = (plan: Plan, urn: Urn) => Plan | undefined;

/** What makes a resource survive the loss of one of its members or zones, by its type. */
const SECOND_MEMBER: { readonly [type: string]: Fix } = {
  "aws:ec2/natGateway:NatGateway": gatewayPerZone,
  "aws:rds/instance:Instance": (plan, urn) => changed(plan, urn, () => ({ multiAz: true })),
  "aws:elasticache/replicationGroup:ReplicationGroup": (plan, urn) =>
    changed(plan, urn, ({ numNodeGroups }) =>
      numNodeGroups === undefined ? { numCacheClusters: 2 } : { replicasPerNodeGroup: 1 },
    ),
  "aws:ec2/instance:Instance": anotherMember,
  "aws:ecs/service:Service": anotherMember,
  "aws:autoscaling/group:Group": anotherMember,
};

const FIXES: { readonly [rule: string]: Fix } = {
  "no-single-point-of-failure": (plan, urn) => {
    const type = plan.resources.find((resource) => resource.urn === urn)?.type ?? "";
    return SECOND_MEMBER[type]?.(plan, urn);
  },
  // Encryption with AWS's own keys, and a narrower rule of a security group, are free.
  "data-stores-encrypted": (plan) => plan,
  "no-open-ingress": (plan) => plan,
};

/** Puts beside each violation what its fix adds to the bill: USD a month as a decimal string, null where not known. */
export function withFixCosts(findings: readonly Finding[], plan: Plan, options: EstimateOptions): readonly Finding[] {
  if (!findings.some(isPriced)) return findings;
  const before = new Big(estimateCost(plan, options).monthly.total);
  return findings.map((finding) => {
    if (!isPriced(finding)) return finding;
    const fixed = FIXES[finding.rule]?.(plan, finding.urn);
    if (fixed === undefined) return finding;
    const more = new Big(estimateCost(fixed, options).monthly.total).minus(before);
    return { ...finding, fixCost: more.round(2).toFixed(2) };
  });
}

function isPriced({ rule, outcome, fixCost }: Finding): boolean {
  return outcome === "violation" && fixCost === null && rule in FIXES;
}

/** The plan with other inputs of one resource. */
export function changed(plan: Plan, urn: Urn, change: (inputs: PropertyMap) => PropertyMap): Plan | undefined {
  const found = plan.resources.find((resource) => resource.urn === urn);
  if (found === undefined) return undefined;
  const after = { ...found, inputs: { ...found.inputs, ...change(found.inputs) } };
  return { ...plan, resources: plan.resources.map((resource) => (resource === found ? after : resource)) };
}

/** One more gateway, with an address of its own, for each zone that leaves through this one. */
function gatewayPerZone(plan: Plan, urn: Urn): Plan | undefined {
  const shared = sharedGateways(buildTopology(plan)).find(({ gateway }) => gateway.urn === urn);
  const gateway = plan.resources.find((resource) => resource.urn === urn);
  if (gateway === undefined || shared?.zones === undefined || shared.zones === null) return undefined;
  const more = shared.zones.map((zone): PlannedResource => {
    const { allocationId: _, ...propertyDependencies } = gateway.propertyDependencies;
    return { ...gateway, urn: `${urn}-${zone}`, name: `${gateway.name}-${zone}`, propertyDependencies };
  });
  return { ...plan, resources: [...plan.resources, ...more] };
}

const COUNTS = ["minCapacity", "minSize", "desiredCount", "desiredCapacity"];

/** A second member: of a service or group by its counts and its scaling's floor, of a lone machine by one like it. */
function anotherMember(plan: Plan, urn: Urn): Plan | undefined {
  const member = plan.resources.find((resource) => resource.urn === urn);
  if (member === undefined) return undefined;
  if (member.type === "aws:ec2/instance:Instance") {
    const twin = { ...member, urn: `${urn}-twin`, name: `${member.name}-twin` };
    return { ...plan, resources: [...plan.resources, twin] };
  }
  const scaling = plan.resources.filter(
    ({ type, propertyDependencies }) =>
      type === "aws:appautoscaling/target:Target" && Object.values(propertyDependencies).flat().includes(urn),
  );
  const raised = new Set([member, ...scaling]);
  const atLeastTwo = (inputs: PropertyMap): PropertyMap =>
    Object.fromEntries(COUNTS.filter((name) => (number(inputs[name]) ?? 2) < 2).map((name) => [name, 2]));
  return {
    ...plan,
    resources: plan.resources.map((each) =>
      raised.has(each) ? { ...each, inputs: { ...each.inputs, ...atLeastTwo(each.inputs) } } : each,
    ),
  };
}
