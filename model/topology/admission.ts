import type { PlannedResource } from "../plan";
import { number } from "../value";
import type { TopologyBuilder } from "./builder";
import type { Ingress } from "./security-groups";

/**
 * Of instances behind the same target groups, those that their security groups and the network ACLs of their subnets let
 * the load balancer reach; all of them where the plan does not show that any is shut, or that any is open.
 */
export function admitted(builder: TopologyBuilder, instances: readonly PlannedResource[]): readonly PlannedResource[] {
  const open = instances.filter((each) => !isShut(builder, each));
  return open.length === 0 ? instances : open;
}

function isShut(builder: TopologyBuilder, instance: PlannedResource): boolean {
  const { index } = builder;
  const attachments = index.referring(instance, "lb/TargetGroupAttachment", "targetId");
  return (
    attachments.length > 0 &&
    attachments.every((attachment) => {
      const group = index.one(attachment, "targetGroupArn", "lb/TargetGroup");
      const port = number(attachment.inputs.port) ?? number(group?.inputs.port);
      return group !== undefined && port !== undefined && isShutTo(builder, instance, group, port);
    })
  );
}

function isShutTo(builder: TopologyBuilder, instance: PlannedResource, target: PlannedResource, port: number): boolean {
  const subnets = builder.index.referred(instance, "subnetId", "ec2/Subnet");
  if (subnets.some(({ urn }) => builder.acls.shuts(urn, port))) return true;
  const rules = builder.groups.into(builder.groups.of(instance));
  const callers = balancersOf(builder, target).flatMap((each) => builder.groups.of(each));
  const stray = builder.groups.ingress.some(({ group }) => group === undefined);
  // A group without a rule in the plan has its rules elsewhere.
  if (stray || rules.length === 0 || callers.length === 0) return false;
  return !rules.some((rule) => lets(rule, callers, port));
}

function lets({ ports, cidrs, cidrsUnknown, sources }: Ingress, callers: readonly PlannedResource[], port: number) {
  if (ports !== null && (port < ports.from || port > ports.to)) return false;
  return cidrsUnknown || cidrs.length > 0 || sources.length === 0 || sources.some((each) => callers.includes(each));
}

function balancersOf({ index }: TopologyBuilder, target: PlannedResource): readonly PlannedResource[] {
  const rules = index.referring(target, "lb/ListenerRule", "actions");
  const listeners = [
    ...index.referring(target, "lb/Listener", "defaultActions"),
    ...rules.flatMap((rule) => index.referred(rule, "listenerArn", "lb/Listener")),
  ];
  return listeners.flatMap((listener) => index.referred(listener, "loadBalancerArn", "lb/LoadBalancer"));
}
