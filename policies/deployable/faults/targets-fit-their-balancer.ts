import type { PlannedResource } from "../../../model/plan";
import { awsType } from "../../../model/topology/aws-type";
import { list, number, record, text } from "../../../model/value";
import { type Faults, isSet } from "../../each-resource";
import type { Subject } from "../../subject";

const APPLICATION = ["HTTP", "HTTPS"];

const NETWORK = ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"];

export function listenerFaults({ index }: Subject, listener: PlannedResource): Faults {
  const balancer = index.one(listener, "loadBalancerArn", "lb/LoadBalancer");
  if (balancer === undefined) return [];
  const kind = !isSet(balancer.inputs.loadBalancerType) ? "application" : text(balancer.inputs.loadBalancerType);
  const allowed = kind === "application" ? APPLICATION : kind === "network" ? NETWORK : undefined;
  const isWrong = (protocol: string | undefined) => protocol !== undefined && allowed?.includes(protocol) === false;
  const own = text(listener.inputs.protocol)?.toUpperCase();
  const port = number(listener.inputs.port);
  const first = index
    .referring(balancer, "lb/Listener", "loadBalancerArn")
    .find((each) => number(each.inputs.port) === port && text(each.inputs.protocol)?.toUpperCase() === own);
  const wrongGroup = index
    .referred(listener, "defaultActions", "lb/TargetGroup")
    .find((group) => isWrong(text(group.inputs.protocol)?.toUpperCase()));
  return [
    isWrong(own) &&
      `listens for ${own} on ${balancer.name}, ${kind === "application" ? "an application" : "a network"} load balancer`,
    port !== undefined &&
      first !== undefined &&
      first !== listener &&
      `listens on port ${port} of ${balancer.name}, as ${first.name} does`,
    wrongGroup !== undefined &&
      `forwards to ${wrongGroup.name}, which speaks ${text(wrongGroup.inputs.protocol)}, on ${balancer.name}, ${kind === "application" ? "an application" : "a network"} load balancer`,
  ];
}

export function groupFaults({ inputs }: PlannedResource): Faults {
  const kind = !isSet(inputs.targetType) ? "instance" : text(inputs.targetType);
  const check = record(list(inputs.healthCheck)[0] ?? inputs.healthCheck);
  const protocol = text(inputs.protocol)?.toUpperCase();
  const missing = ["port", "protocol", "vpcId"].filter((each) => !isSet(inputs[each]));
  return [
    ["instance", "ip", "alb"].includes(kind ?? "") &&
      missing.length > 0 &&
      `lacks ${missing.map((each) => `\`${each}\``).join(", ")}`,
    kind === "lambda" &&
      (isSet(inputs.port) || isSet(inputs.vpcId)) &&
      "is for functions and has a `port` or a `vpcId`",
    text(check.protocol)?.toUpperCase() === "TCP" && isSet(check.path) && "checks health over TCP and has a `path`",
    protocol !== undefined &&
      APPLICATION.includes(protocol) &&
      text(check.protocol)?.toUpperCase() === "TCP" &&
      `speaks ${protocol} and checks health over TCP, which is for network load balancers`,
  ];
}

/** What sends requests to a target group. */
const SENDERS: readonly (readonly [type: string, property: string])[] = [
  ["lb/Listener", "defaultActions"],
  ["lb/ListenerRule", "actions"],
];

/**
 * A target group that members stand in and that no listener of a plan with load balancers leads to: ECS refuses the service,
 * a fleet waits for nobody. One that CodeDeploy or a blue/green deployment moves requests to is found by its name later.
 */
export function idleFault({ index, plan }: Subject, group: PlannedResource): string | undefined {
  if (index.ofType("lb/LoadBalancer").length === 0) return undefined;
  const sent = SENDERS.some(([type, property]) => index.referring(group, type, property).length > 0);
  if (sent || index.ofType("codedeploy/DeploymentGroup").length > 0) return undefined;
  const members = [
    ...index.referring(group, "ecs/Service", "loadBalancers"),
    ...index.referring(group, "autoscaling/Group", "targetGroupArns"),
  ];
  const [member] = members.filter(({ inputs }) => !isSet(inputs.deploymentController));
  const others = plan.resources.some(
    ({ type, propertyDependencies }) =>
      !/^(ecs|autoscaling|appautoscaling|cloudwatch)\/|^$/.test(awsType(type) ?? "") &&
      Object.values(propertyDependencies).some((urns) => urns.includes(group.urn)),
  );
  return member === undefined || others
    ? undefined
    : `gets no requests: no listener leads to it, and ${member.name} waits behind it`;
}
