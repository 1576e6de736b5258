import type { Finding } from "../assessment";
import { sharedGateways } from "../failures/shared-gateways";
import type { Plan, PlannedResource, Urn } from "../plan";
import { buildTopology } from "../topology/build";
import type { PropertyMap } from "../value";
import { number } from "../value";
import { Bill } from "./bill";
import type { EstimateOptions } from "./options";

/** What a finding's fix makes of resources, further ones too; undefined where it is not one that a price can be given for. */
type Fix = (plan: Plan, urn: Urn) => readonly PlannedResource[] | undefined;

/** What makes a resource survive the loss of one of its members or zones, by its type. */
const SECOND_MEMBER: { readonly [type: string]: Fix } = {
  "aws:ec2/natGateway:NatGateway": gatewayPerZone,
  "aws:rds/instance:Instance": (plan, urn) => otherwise(plan, urn, () => ({ multiAz: true })),
  "aws:elasticache/replicationGroup:ReplicationGroup": (plan, urn) =>
    otherwise(plan, urn, ({ numNodeGroups }) =>
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
  "data-stores-encrypted": () => [],
  "no-open-ingress": () => [],
};

/** Puts beside each violation what its fix adds to the bill: USD a month as a decimal string, null where not known. */
export function withFixCosts(findings: readonly Finding[], plan: Plan, options: EstimateOptions): readonly Finding[] {
  if (!findings.some(isPriced)) return findings;
  const bill = new Bill(plan, options);
  return findings.map((finding) => {
    if (!isPriced(finding)) return finding;
    const fixed = FIXES[finding.rule]?.(plan, finding.urn);
    if (fixed === undefined) return finding;
    return { ...finding, fixCost: bill.difference(fixed).round(2).toFixed(2) };
  });
}

function isPriced({ rule, outcome, fixCost }: Finding): boolean {
  return outcome === "violation" && fixCost === null && rule in FIXES;
}

/** A resource with other inputs. */
function otherwise(
  plan: Plan,
  urn: Urn,
  change: (inputs: PropertyMap) => PropertyMap,
): readonly PlannedResource[] | undefined {
  const found = plan.resources.find((resource) => resource.urn === urn);
  return found && [{ ...found, inputs: { ...found.inputs, ...change(found.inputs) } }];
}

/** One more gateway, with an address of its own, for each zone that leaves through this one. */
function gatewayPerZone(plan: Plan, urn: Urn): readonly PlannedResource[] | undefined {
  const shared = sharedGateways(buildTopology(plan)).find(({ gateway }) => gateway.urn === urn);
  const gateway = plan.resources.find((resource) => resource.urn === urn);
  if (gateway === undefined || shared?.zones === undefined || shared.zones === null) return undefined;
  return shared.zones.map((zone): PlannedResource => {
    const { allocationId: _, ...propertyDependencies } = gateway.propertyDependencies;
    return { ...gateway, urn: `${urn}-${zone}`, name: `${gateway.name}-${zone}`, propertyDependencies };
  });
}

const COUNTS = ["minCapacity", "minSize", "desiredCount", "desiredCapacity"];

/** A second member: of a service or group by its counts and its scaling's floor, of a lone machine by one like it. */
function anotherMember(plan: Plan, urn: Urn): readonly PlannedResource[] | undefined {
  const member = plan.resources.find((resource) => resource.urn === urn);
  if (member === undefined) return undefined;
  if (member.type === "aws:ec2/instance:Instance") {
    return [{ ...member, urn: `${urn}-twin`, name: `${member.name}-twin` }];
  }
  const scaling = plan.resources.filter(
    ({ type, propertyDependencies }) =>
      type === "aws:appautoscaling/target:Target" && Object.values(propertyDependencies).flat().includes(urn),
  );
  const atLeastTwo = (inputs: PropertyMap): PropertyMap =>
    Object.fromEntries(COUNTS.filter((name) => (number(inputs[name]) ?? 2) < 2).map((name) => [name, 2]));
  return [member, ...scaling].map((each) => ({ ...each, inputs: { ...each.inputs, ...atLeastTwo(each.inputs) } }));
}
