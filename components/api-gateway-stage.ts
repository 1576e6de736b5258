import type * as aws from "@pulumi/aws";
import { type ApiGatewayArgs, DEFAULT_ROUTE, defaultBurst } from "./api-gateway-args";
import { tagged } from "./tags";

/** What a line of the access log says. No query and no header: tokens travel there. */
const LOG_FORMAT = JSON.stringify({
  time: "$context.requestTimeEpoch",
  requestId: "$context.requestId",
  ip: "$context.identity.sourceIp",
  method: "$context.httpMethod",
  path: "$context.path",
  route: "$context.routeKey",
  status: "$context.status",
  bytes: "$context.responseLength",
  latencyMs: "$context.responseLatency",
  integrationLatencyMs: "$context.integrationLatency",
  integrationError: "$context.integrationErrorMessage",
  authorizerError: "$context.authorizer.error",
});
/** The arguments of the one stage: its log, and how many requests are let through. */
export function stageArgs(
  name: string,
  args: ApiGatewayArgs,
  parts: { readonly api: aws.apigatewayv2.Api; readonly logGroup: aws.cloudwatch.LogGroup },
): aws.apigatewayv2.StageArgs {
  const { requestsPerSecond = 100, burst, routes = {}, tags } = args;
  const routeSettings = Object.entries(routes).flatMap(([routeKey, route]) =>
    route.requestsPerSecond === undefined ? [] : [{ routeKey, ...throttle(route.requestsPerSecond, route.burst) }],
  );
  return {
    apiId: parts.api.id,
    name: DEFAULT_ROUTE,
    autoDeploy: true,
    accessLogSettings: { destinationArn: parts.logGroup.arn, format: LOG_FORMAT },
    defaultRouteSettings: throttle(requestsPerSecond, burst),
    ...(routeSettings.length > 0 ? { routeSettings } : {}),
    tags: tagged(name, tags),
  };
}

function throttle(requestsPerSecond: number, burst: number = defaultBurst(requestsPerSecond)) {
  return { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: burst };
}
