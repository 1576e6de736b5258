import type { PlannedResource } from "../plan";
import type { TopologyBuilder } from "./builder";

export const API_TYPES = ["apigatewayv2/Api", "apigateway/RestApi", "lambda/FunctionUrl"] as const;

/** An API's integration: which property names its API, and which what it calls. */
const INTEGRATIONS = [
  { type: "apigatewayv2/Integration", api: "apiId", calls: "integrationUri" },
  { type: "apigateway/Integration", api: "restApi", calls: "uri" },
] as const;

/** HTTP interfaces that AWS serves by itself in every zone, and the functions behind them. */
export function readApis(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const api of index.ofType(...API_TYPES)) builder.tier(api, "api");
  for (const { type, api, calls } of INTEGRATIONS) {
    for (const integration of index.ofType(type)) {
      const from = builder.tierOf(index.one(integration, api, "apigatewayv2/Api", "apigateway/RestApi"));
      for (const target of called(builder, integration, calls)) {
        builder.edge(from, builder.tierOf(target), "request", `integration ${integration.name}`);
      }
    }
  }
  for (const url of index.ofType("lambda/FunctionUrl")) {
    const target = builder.tierOf(index.one(url, "functionName", "lambda/Function"));
    builder.edge(builder.tierOf(url), target, "request", `function URL ${url.name}`);
  }
}

/** A function, or what a private link leads to: the load balancer of a listener, or the tasks that a Cloud Map service knows. */
function called(
  { index }: TopologyBuilder,
  integration: PlannedResource,
  property: string,
): readonly PlannedResource[] {
  const listeners = index.referred(integration, property, "lb/Listener");
  const names = index.referred(integration, property, "servicediscovery/Service");
  return [
    ...index.referred(integration, property, "lambda/Function", "lb/LoadBalancer"),
    ...listeners.flatMap((listener) => index.referred(listener, "loadBalancerArn", "lb/LoadBalancer")),
    ...names.flatMap((name) => index.referring(name, "ecs/Service", "serviceRegistries")),
  ];
}
