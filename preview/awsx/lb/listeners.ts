import { number, text } from "../../../model/value";
import type { ConstructContext, Registered, TrackedMap } from "../../remote/construct";
import { aliasOfType } from "../aliases";
import { apply, defined, isGiven, items, type Optional, properties, spread } from "../output";

/** Port and protocol of a listener or of the default target group; absent where neither is decided by default. */
export type Endpoint = { readonly [property: string]: Optional } | undefined;

/** Port and protocol of an application listener: each follows from the other, and plain HTTP from nothing. */
export function httpEndpoint(listener: Optional, defaultPort?: Optional): Endpoint {
  const { port, protocol } = properties(listener) ?? {};
  if (isGiven(port) && isGiven(protocol)) return { port, protocol };
  if (isGiven(port)) return { port, protocol: apply(port, (value) => (number(value) === 443 ? "HTTPS" : "HTTP")) };
  if (isGiven(protocol)) return { protocol, port: apply(protocol, (value) => (text(value) === "HTTPS" ? 443 : 80)) };
  return { port: isGiven(defaultPort) ? defaultPort : 80, protocol: "HTTP" };
}

/** What the application load balancer's default target group and only listener use by default. */
export function defaultHttpEndpoint({ listener, listeners, defaultTargetGroupPort }: TrackedMap): Endpoint {
  const many = items(listeners);
  if (many === undefined) return httpEndpoint(listener, defaultTargetGroupPort);
  // With exactly one entry in `listeners` the provider decides nothing; with several it looks at the first.
  return many.length === 1 ? undefined : httpEndpoint(many[0], defaultTargetGroupPort);
}

/** `listener` and `listeners` as a list: one by default. */
export function listenersOf({ listener, listeners }: TrackedMap): readonly Optional[] {
  if (isGiven(listener) && isGiven(listeners)) {
    throw new Error("listener and listeners exclude each other: put every listener into listeners.");
  }
  return items(listeners) ?? [listener];
}

/** Registers listeners that forward to the default target group unless they say otherwise. */
export async function registerListeners(
  context: ConstructContext,
  listeners: readonly { readonly args: Optional; readonly endpoint: Endpoint }[],
  { balancer, targetGroup }: { readonly balancer: Registered; readonly targetGroup: Registered },
): Promise<readonly Registered[]> {
  const defaultActions = [{ type: "forward", targetGroupArn: targetGroup.output("arn") }];
  const registered: Registered[] = [];
  for (const [index, { args, endpoint = {} }] of listeners.entries()) {
    const name = `${context.name}-${index}`;
    const inputs = spread({ defaultActions }, defined(endpoint), args, { loadBalancerArn: balancer.output("arn") });
    const aliases = [aliasOfType(context.urn, "aws:elasticloadbalancingv2/listener:Listener", name)];
    registered.push(
      await context.register("aws:lb/listener:Listener", name, properties(inputs) ?? {}, { options: { aliases } }),
    );
  }
  return registered;
}
