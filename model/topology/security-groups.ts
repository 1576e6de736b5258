import type { PlannedResource, Urn } from "../plan";
import { containsUnknown, list, number, type PropertyMap, record, text, type Value } from "../value";
import { cardsOf } from "./addresses";
import { awsType, isAws } from "./aws-type";
import type { PlanIndex } from "./plan-index";

const GROUP = "ec2/SecurityGroup";
const PREFIX_LIST = "ec2/ManagedPrefixList";

/** Properties by which a resource is put into security groups. */
const MEMBERSHIP: { readonly [type: string]: readonly string[] } = {
  "lb/LoadBalancer": ["securityGroups"],
  "elb/LoadBalancer": ["securityGroups"],
  "ec2/Instance": ["vpcSecurityGroupIds", "securityGroups"],
  "ec2/LaunchTemplate": ["vpcSecurityGroupIds", "networkInterfaces"],
  "ec2/LaunchConfiguration": ["securityGroups"],
  "ec2/NetworkInterface": ["securityGroups"],
  "ecs/Service": ["networkConfiguration"],
  "lambda/Function": ["vpcConfig"],
  "rds/Instance": ["vpcSecurityGroupIds"],
  "rds/Cluster": ["vpcSecurityGroupIds"],
  "rds/Proxy": ["vpcSecurityGroupIds"],
  "efs/MountTarget": ["securityGroups"],
  "elasticache/ReplicationGroup": ["securityGroupIds"],
  "elasticache/Cluster": ["securityGroupIds"],
};

/** One permission to come in, from wherever it was written. */
export interface Ingress {
  /** The group that lets in; undefined where the plan cannot tell which. */
  readonly group: PlannedResource | undefined;
  /** The resource that the rule is written in: the group itself or a rule of its own. */
  readonly rule: PlannedResource;
  readonly cidrs: readonly string[];
  /** Whether an address range is among what is let in and not known. */
  readonly cidrsUnknown: boolean;
  /** Groups of which members are let in. */
  readonly sources: readonly PlannedResource[];
  /** First and last port; null for every port. */
  readonly ports: { readonly from: number; readonly to: number } | null;
}

/** Who may talk to whom. */
export class SecurityGroups {
  readonly ingress: readonly Ingress[];
  readonly #members: ReadonlyMap<Urn, readonly PlannedResource[]>;
  readonly #into = new Map<Urn, Ingress[]>();

  constructor(private readonly index: PlanIndex) {
    this.ingress = [
      ...index.ofType(GROUP).flatMap((group) => inline(index, group)),
      ...index
        .ofType("ec2/SecurityGroupRule")
        .filter(isIngress)
        .map((rule) => ruleOf(index, rule)),
      ...index.ofType("vpc/SecurityGroupIngressRule").map((rule) => ingressRule(index, rule)),
    ];
    this.#members = this.#readMembers();
    for (const ingress of this.ingress) if (ingress.group) put(this.#into, ingress.group.urn, ingress);
  }

  /** The groups that a resource is in. */
  of(resource: PlannedResource): readonly PlannedResource[] {
    const properties = MEMBERSHIP[awsType(resource.type) ?? ""] ?? [];
    const own = properties.flatMap((property) => this.index.referred(resource, property, GROUP));
    const cards = isAws(resource, "ec2/Instance") ? cardsOf(this.index, resource) : [];
    return [...new Set([...own, ...cards.flatMap((card) => this.of(card))])];
  }

  /** The resources that are in a group. */
  members(group: PlannedResource): readonly PlannedResource[] {
    return this.#members.get(group.urn) ?? [];
  }

  /** What any of the groups lets in. */
  into(groups: readonly PlannedResource[]): readonly Ingress[] {
    return [...new Set(groups)].flatMap((group) => this.#into.get(group.urn) ?? []);
  }

  #readMembers(): ReadonlyMap<Urn, readonly PlannedResource[]> {
    const members = new Map<Urn, PlannedResource[]>();
    for (const resource of this.index.ofType(...Object.keys(MEMBERSHIP))) {
      for (const group of this.of(resource)) put(members, group.urn, resource);
    }
    return members;
  }
}

function put<T>(map: Map<Urn, T[]>, urn: Urn, item: T): void {
  const items = map.get(urn);
  if (items) items.push(item);
  else map.set(urn, [item]);
}

function isIngress(rule: PlannedResource): boolean {
  return text(rule.inputs.type) !== "egress";
}

function inline(index: PlanIndex, group: PlannedResource): readonly Ingress[] {
  const sources = index.referred(group, "ingress", GROUP);
  return list(group.inputs.ingress)
    .map(record)
    .map((entry) => ({
      group,
      rule: group,
      ...ranges(
        entry.cidrBlocks,
        entry.ipv6CidrBlocks,
        ...(entry.prefixListIds === undefined ? [] : listed(index, group, "ingress")),
      ),
      sources: entry.securityGroups === undefined ? [] : sources,
      ports: portsOf(entry, entry.protocol),
    }));
}

function ruleOf(index: PlanIndex, rule: PlannedResource): Ingress {
  return {
    group: index.one(rule, "securityGroupId", GROUP),
    rule,
    ...ranges(rule.inputs.cidrBlocks, rule.inputs.ipv6CidrBlocks, ...listed(index, rule, "prefixListIds")),
    sources: index.referred(rule, "sourceSecurityGroupId", GROUP),
    ports: portsOf(rule.inputs, rule.inputs.protocol),
  };
}

function ingressRule(index: PlanIndex, rule: PlannedResource): Ingress {
  return {
    group: index.one(rule, "securityGroupId", GROUP),
    rule,
    ...ranges(rule.inputs.cidrIpv4, rule.inputs.cidrIpv6, ...listed(index, rule, "prefixListId")),
    sources: index.referred(rule, "referencedSecurityGroupId", GROUP),
    ports: portsOf(rule.inputs, rule.inputs.ipProtocol),
  };
}

/** The ranges of the program's own prefix lists that a property names. Those of AWS's own lists are AWS's servers. */
function listed(index: PlanIndex, resource: PlannedResource, property: string): readonly (Value | undefined)[] {
  return index
    .referred(resource, property, PREFIX_LIST)
    .flatMap((prefixList) => [
      ...list(prefixList.inputs.entries).map((entry) => record(entry).cidr),
      ...index.referring(prefixList, "ec2/ManagedPrefixListEntry", "prefixListId").map((entry) => entry.inputs.cidr),
    ]);
}

function ranges(...values: readonly (Value | undefined)[]): Pick<Ingress, "cidrs" | "cidrsUnknown"> {
  const texts = values.flatMap((value) => [text(value), ...list(value).map(text)]);
  return {
    cidrs: texts.filter((each) => each !== undefined) as string[],
    cidrsUnknown: values.some((value) => containsUnknown(value)),
  };
}

function portsOf(entry: PropertyMap, protocol: Value | undefined): Ingress["ports"] {
  if (["-1", "all"].includes(text(protocol) ?? String(number(protocol) ?? ""))) return null;
  const from = number(entry.fromPort);
  const to = number(entry.toPort);
  return from === undefined || to === undefined ? null : { from, to };
}
