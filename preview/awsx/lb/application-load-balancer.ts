import { flag } from "../../../model/value";
import {
  type Construct,
  type ConstructContext,
  type Registered,
  reference,
  type TrackedInput,
} from "../../remote/construct";
import { openSecurityGroup } from "../open-security-group";
import { defined, isGiven, type Optional, output, properties, spread } from "../output";
import { defaultHttpEndpoint, httpEndpoint, listenersOf, registerListeners } from "./listeners";
import { registerBalancer, registerTargetGroup } from "./load-balancer";
import { placement } from "./placement";

/** `awsx:lb:ApplicationLoadBalancer`: a load balancer with a security group, a default target group and listeners. */
export const applicationLoadBalancer: Construct = async (context) => {
  const { inputs: args } = context;
  const { vpcId, inputs: place } = await placement(context);
  const listeners = listenersOf(args);
  const { group, securityGroups } = await securityGroup(context, vpcId);
  const balancer = await registerBalancer(
    context,
    defined({ ...place, securityGroups, loadBalancerType: "application" }),
  );

  const endpoint = defaultHttpEndpoint(args);
  const target = spread({ vpcId, targetType: "ip" }, defined(endpoint ?? {}), args.defaultTargetGroup);
  const targetGroup = await registerTargetGroup(context, properties(target) ?? {});
  const several = isGiven(args.listeners);
  const registered = await registerListeners(
    context,
    listeners.map((listener) => ({ args: listener, endpoint: several ? httpEndpoint(listener) : endpoint })),
    { balancer, targetGroup },
  );
  return defined({
    vpcId,
    loadBalancer: reference(balancer),
    defaultTargetGroup: reference(targetGroup),
    defaultSecurityGroup: group && reference(group),
    listeners: registered.map(reference),
  });
};

interface SecurityGroups {
  /** The group that was made, if one was. */
  readonly group?: Registered;
  readonly securityGroups: Optional;
}

async function securityGroup(context: ConstructContext, vpcId: TrackedInput): Promise<SecurityGroups> {
  const { securityGroups } = context.inputs;
  const wanted = properties(context.inputs.defaultSecurityGroup);
  if (isGiven(securityGroups) || flag(output(wanted?.skip).value)) return { securityGroups };
  const { args, securityGroupId } = wanted ?? {};
  if (isGiven(args) && isGiven(securityGroupId)) {
    throw new Error("defaultSecurityGroup.args and defaultSecurityGroup.securityGroupId exclude each other.");
  }
  if (isGiven(securityGroupId)) return { securityGroups: [securityGroupId] };
  const inputs = properties(args);
  const group = await context.register(
    "aws:ec2/securityGroup:SecurityGroup",
    context.name,
    inputs ? { description: "Managed by Pulumi", ...inputs } : openSecurityGroup(vpcId),
  );
  return { group, securityGroups: [group.output("id")] };
}
