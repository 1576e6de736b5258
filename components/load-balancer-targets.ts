import type * as aws from "@pulumi/aws";
import { Algorithm, DAY_SECONDS, type LoadBalancerArgs, Stickiness } from "./load-balancer-args";
import { tagged } from "./tags";

/** The arguments of the target group that a load balancer forwards to. */
export function targetGroupArgs(name: string, args: LoadBalancerArgs): aws.lb.TargetGroupArgs {
  const { network, targets, targetPort = 8080, healthCheckPath = "/healthz", drainSeconds = 30, tags } = args;
  const { algorithm = Algorithm.LeastOutstandingRequests, slowStartSeconds = 0 } = args;
  return {
    vpcId: network.vpcId,
    port: targetPort,
    protocol: "HTTP",
    targetType: targets,
    deregistrationDelay: drainSeconds,
    loadBalancingAlgorithmType: algorithm,
    ...(algorithm === Algorithm.WeightedRandom ? { loadBalancingAnomalyMitigation: "on" } : {}),
    ...(slowStartSeconds > 0 ? { slowStart: slowStartSeconds } : {}),
    ...sticky(args),
    healthCheck: {
      path: healthCheckPath,
      protocol: "HTTP",
      matcher: "200",
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    },
    tags: tagged(name, tags),
  };
}

function sticky(args: LoadBalancerArgs): Pick<aws.lb.TargetGroupArgs, "stickiness"> {
  const { stickiness = Stickiness.None, stickySeconds = DAY_SECONDS, stickyCookie } = args;
  if (stickiness === Stickiness.None) {
    return {};
  }
  const cookie = stickyCookie === undefined ? {} : { cookieName: stickyCookie };
  return { stickiness: { enabled: true, type: stickiness, cookieDuration: stickySeconds, ...cookie } };
}
