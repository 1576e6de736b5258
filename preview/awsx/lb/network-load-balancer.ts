import { type Construct, reference } from "../../remote/construct";
import { defined, isGiven, properties, spread } from "../output";
import { listenersOf, registerListeners } from "./listeners";
import { registerBalancer, registerTargetGroup } from "./load-balancer";
import { placement } from "./placement";

const TCP = { protocol: "TCP", port: 80 };

/** `awsx:lb:NetworkLoadBalancer`: a load balancer with a default target group and listeners. */
export const networkLoadBalancer: Construct = async (context) => {
  const { inputs: args } = context;
  const { vpcId, inputs: place } = await placement(context);
  const listeners = listenersOf(args);
  const balancer = await registerBalancer(context, {
    ...place,
    loadBalancerType: "network",
    enableHttp2: false,
    idleTimeout: 0,
  });
  const port = isGiven(args.defaultTargetGroupPort) ? args.defaultTargetGroupPort : TCP.port;
  const target = spread({ vpcId, ...TCP, port }, args.defaultTargetGroup);
  const targetGroup = await registerTargetGroup(context, properties(target) ?? {});
  const registered = await registerListeners(
    context,
    listeners.map((listener) => ({ args: listener, endpoint: TCP })),
    { balancer, targetGroup },
  );
  return defined({
    vpcId,
    loadBalancer: reference(balancer),
    defaultTargetGroup: reference(targetGroup),
    listeners: registered.map(reference),
  });
};
