import type { PlannedResource, Urn } from "../plan";
import { containsUnknown, flag, list, number, type PropertyMap, record, text, type Value } from "../value";
import type { PlanIndex } from "./plan-index";

const ACL = "ec2/NetworkAcl";
const DEFAULT = "ec2/DefaultNetworkAcl";
const ANYWHERE = new Set(["0.0.0.0/0", "::/0"]);
/** Protocols that TCP is among: by name, by number, and all of them. */
const WITH_TCP = new Set(["tcp", "6", "-1", "all"]);

/**
 * Ports that Linux takes for the calling end of a connection, to which answers go.
 * https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
const ANSWERS: Ports = { from: 32768, to: 60999 };

interface Ports {
  readonly from: number;
  readonly to: number;
}

/** One line of a network ACL for TCP, as far as the plan shows it. */
interface Line {
  readonly order: number;
  readonly allows: boolean;
  readonly ports: Ports;
  /** Whether it speaks of every address. */
  readonly everywhere: boolean;
}

/**
 * Network ACLs of subnets, by what they let through of TCP. They keep no state: answers have to be let through as well.
 * Where a line speaks of some addresses only, it is taken to let through what is asked about.
 */
export class NetworkAcls {
  readonly #bySubnet = new Map<Urn, PlannedResource>();

  constructor(private readonly index: PlanIndex) {
    for (const acl of index.ofType(ACL, DEFAULT)) {
      for (const { urn } of index.referred(acl, "subnetIds", "ec2/Subnet")) this.#bySubnet.set(urn, acl);
    }
    for (const association of index.ofType("ec2/NetworkAclAssociation")) {
      const acl = index.one(association, "networkAclId", ACL);
      const subnet = index.one(association, "subnetId", "ec2/Subnet");
      if (acl && subnet) this.#bySubnet.set(subnet.urn, acl);
    }
  }

  /** The ACL by which a subnet takes no requests on a port, or sends no answers to them; on any port where it is null. */
  shuts(subnet: Urn, port: number | null): PlannedResource | undefined {
    const ports = port === null ? { from: 0, to: 65535 } : { from: port, to: port };
    const acl = this.#bySubnet.get(subnet);
    return acl && (this.#isShut(acl, false, ports) || this.#isShut(acl, true, ANSWERS)) ? acl : undefined;
  }

  #isShut(acl: PlannedResource, egress: boolean, ports: Ports): boolean {
    const lines = this.#lines(acl, egress);
    return lines !== undefined && !isOpen(lines, ports);
  }

  /** The lines for one direction, first to last; undefined where the plan does not show them all. */
  #lines(acl: PlannedResource, egress: boolean): readonly Line[] | undefined {
    const inline = acl.inputs[egress ? "egress" : "ingress"];
    const apart = this.index
      .referring(acl, "ec2/NetworkAclRule", "networkAclId")
      .map(({ inputs }) => inputs)
      .filter((inputs) => (flag(inputs.egress) ?? false) === egress);
    const entries = [...list(inline).map(record), ...apart];
    if (containsUnknown(inline) || entries.some(isUndecided)) return undefined;
    return entries
      .filter((entry) => WITH_TCP.has(protocolOf(entry)))
      .map(lineOf)
      .sort((one, other) => one.order - other.order);
  }
}

/** All but the ACL that a rule belongs to: its id is known after the deployment only. */
function isUndecided({ networkAclId, ...entry }: PropertyMap): boolean {
  return containsUnknown(entry);
}

function lineOf(entry: PropertyMap): Line {
  const all = protocolOf(entry) === "-1" || protocolOf(entry) === "all";
  const action = text(entry.action ?? entry.ruleAction)?.toLowerCase();
  const cidrs = [entry.cidrBlock, entry.ipv6CidrBlock].map((each) => text(each) ?? "");
  return {
    order: number(entry.ruleNo ?? entry.ruleNumber) ?? 0,
    allows: action === "allow",
    ports: all ? { from: 0, to: 65535 } : { from: number(entry.fromPort) ?? 0, to: number(entry.toPort) ?? 65535 },
    everywhere: cidrs.some((cidr) => ANYWHERE.has(cidr)),
  };
}

function protocolOf({ protocol }: PropertyMap): string {
  return asText(protocol).toLowerCase();
}

function asText(value: Value | undefined): string {
  return text(value) ?? String(number(value) ?? "");
}

/** Whether some of the ports is let through: the first line that speaks of one decides, the last one denies. */
function isOpen(lines: readonly Line[], wanted: Ports): boolean {
  for (const { allows, ports, everywhere } of lines) {
    if (ports.to < wanted.from || ports.from > wanted.to) continue;
    if (allows) return true;
    if (everywhere && ports.from <= wanted.from && ports.to >= wanted.to) return false;
  }
  return false;
}
