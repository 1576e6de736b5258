import type { ConstructContext, Registered, TrackedMap } from "../../remote/construct";
import { aliasOfType } from "../aliases";
import { isGiven, omit } from "../output";

const OWN_ARGS = [
  "subnets",
  "subnetIds",
  "subnetMappings",
  "defaultTargetGroup",
  "defaultTargetGroupPort",
  "defaultSecurityGroup",
  "listener",
  "listeners",
];

/** Registers the load balancer itself: the component's arguments without those of the pieces around it. */
export function registerBalancer(context: ConstructContext, more: TrackedMap): Promise<Registered> {
  const { name, urn, inputs, register } = context;
  const aliases = [aliasOfType(urn, "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", name)];
  return register(
    "aws:lb/loadBalancer:LoadBalancer",
    name,
    { ...omit(inputs, OWN_ARGS), ...more },
    { options: { aliases } },
  );
}

/** Registers the target group that listeners forward to by default. */
export function registerTargetGroup(context: ConstructContext, inputs: TrackedMap): Promise<Registered> {
  const { name, urn, register } = context;
  const { defaultTargetGroup, defaultTargetGroupPort } = context.inputs;
  if (isGiven(defaultTargetGroup) && isGiven(defaultTargetGroupPort)) {
    throw new Error(
      "defaultTargetGroup and defaultTargetGroupPort exclude each other: write port into defaultTargetGroup.",
    );
  }
  const aliases = [aliasOfType(urn, "aws:elasticloadbalancingv2/targetGroup:TargetGroup", name)];
  return register("aws:lb/targetGroup:TargetGroup", name, inputs, { options: { aliases } });
}
