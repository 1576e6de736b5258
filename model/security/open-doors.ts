import type { PlannedResource } from "../plan";
import { isAws } from "../topology/aws-type";
import type { Ingress, SecurityGroups } from "../topology/security-groups";

/** A rule that lets in the whole internet. */
export interface OpenDoor {
  /** Resource in which the rule is written. */
  readonly rule: PlannedResource;
  /** Name of the security group; undefined where the plan does not tell which. */
  readonly group: string | undefined;
  /** Such as `port 22`. */
  readonly ports: string;
  /** False where the plan does not tell the address range. */
  readonly known: boolean;
}

const ANYWHERE = new Set(["0.0.0.0/0", "::/0"]);

/** The doors that are open to anybody and are not a load balancer's. */
export function openDoors(groups: SecurityGroups): readonly OpenDoor[] {
  return groups.ingress
    .filter((ingress) => !isForLoadBalancersOnly(groups, ingress))
    .flatMap((ingress) => {
      const open = ingress.cidrs.some((cidr) => ANYWHERE.has(cidr));
      if (!open && !ingress.cidrsUnknown) return [];
      return [{ rule: ingress.rule, group: ingress.group?.name, ports: portsText(ingress), known: open }];
    });
}

/** A group that is on a load balancer and on nothing else. One that nothing uses yet is open to whatever will. */
function isForLoadBalancersOnly(groups: SecurityGroups, { group }: Ingress): boolean {
  if (!group) return false;
  const members = groups.members(group);
  return members.length > 0 && members.every((member) => isAws(member, "lb/LoadBalancer", "elb/LoadBalancer"));
}

function portsText({ ports }: Ingress): string {
  if (ports === null) return "every port";
  return ports.from === ports.to ? `port ${ports.from}` : `ports ${ports.from} to ${ports.to}`;
}
