import type { PlannedResource } from "../plan";
import { instancesBehind } from "./addresses";
import type { TopologyBuilder } from "./builder";
import type { PlanIndex } from "./plan-index";
import type { Tier } from "./topology";

export const API_TYPES = [
  "apigatewayv2/Api",
  "apigateway/RestApi",
  "lambda/FunctionUrl",
  "appsync/GraphQLApi",
] as const;
const LINK = "apigatewayv2/VpcLink";

/** What an API calls to answer or to let in: which property names the API, and which what it calls. */
const INTEGRATIONS = [
  { type: "apigatewayv2/Integration", api: "apiId", calls: "integrationUri" },
  { type: "apigateway/Integration", api: "restApi", calls: "uri" },
  { type: "apigatewayv2/Authorizer", api: "apiId", calls: "authorizerUri" },
  { type: "apigateway/Authorizer", api: "restApi", calls: "authorizerUri" },
] as const;

/** What an API only hands a request to, and the properties of an integration that may name it. */
const HANDED_TO = ["sqs/Queue", "kinesis/Stream", "sfn/StateMachine"] as const;
const HANDING = ["requestParameters", "requestTemplates", "uri"] as const;

/** HTTP interfaces that AWS serves by itself in every zone, and the functions behind them. */
export function readApis(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const api of index.ofType(...API_TYPES)) builder.tier(api, "api");
  for (const link of index.ofType(LINK)) {
    const placement = builder.placer.bySubnets(link, "subnetIds", link.inputs.subnetIds, "private");
    builder.tier(link, "proxy", { placement, inGivenZones: true });
  }
}

/** APIs to what they call, once that is known. */
export function linkApis(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const { type, api, calls } of INTEGRATIONS) {
    for (const integration of index.ofType(type)) {
      const of = builder.tierOf(index.one(integration, api, "apigatewayv2/Api", "apigateway/RestApi"));
      const from = throughLink(builder, of, integration);
      for (const target of called(builder, integration, calls)) {
        builder.edge(from, builder.tierOf(target), "request", `integration ${integration.name}`);
      }
      for (const target of HANDING.flatMap((property) => index.referred(integration, property, ...HANDED_TO))) {
        builder.edge(of, builder.tierOf(target), "enqueue", `integration ${integration.name}`);
      }
    }
  }
  // An interface written out as a document names its functions there; a quick one has a single target.
  for (const [type, property] of [
    ["apigateway/RestApi", "body"],
    ["apigatewayv2/Api", "body"],
    ["apigatewayv2/Api", "target"],
  ] as const) {
    for (const api of index.ofType(type)) {
      for (const target of index.referred(api, property, "lambda/Function")) {
        builder.edge(builder.tierOf(api), builder.tierOf(target), "request", `${property} of ${api.name}`);
      }
    }
  }
  for (const url of index.ofType("lambda/FunctionUrl")) {
    const target = builder.tierOf(index.one(url, "functionName", "lambda/Function"));
    builder.edge(builder.tierOf(url), target, "request", `function URL ${url.name}`);
  }
}

/** The domain names of one's own that APIs are mapped to, each generation with its own. */
const DOMAINS = [
  { type: "apigatewayv2/DomainName", mapping: "apigatewayv2/ApiMapping", api: "apiId" },
  { type: "apigateway/DomainName", mapping: "apigateway/BasePathMapping", api: "restApi" },
  { type: "appsync/DomainName", mapping: "appsync/DomainNameApiAssociation", api: "apiId" },
] as const;

/** The APIs that a property names by a domain name of one's own. */
export function apisBehindDomain(
  index: PlanIndex,
  resource: PlannedResource,
  property: string,
): readonly PlannedResource[] {
  return DOMAINS.flatMap(({ type, mapping, api }) =>
    index
      .referred(resource, property, type)
      .flatMap((domain) => index.referring(domain, mapping, "domainName"))
      .flatMap((each) => index.referred(each, api, ...API_TYPES)),
  );
}

/** Where the API calls from: itself, or the private link that it goes through. */
function throughLink(builder: TopologyBuilder, api: Tier | undefined, integration: PlannedResource): Tier | undefined {
  const link = builder.tierOf(builder.index.one(integration, "connectionId", LINK));
  if (link) builder.edge(api, link, "request", `private link ${link.name}`);
  return link ?? api;
}

/** A function, or what a private link leads to: a load balancer, or the tasks that a Cloud Map service knows. */
function called(
  { index }: TopologyBuilder,
  integration: PlannedResource,
  property: string,
): readonly PlannedResource[] {
  const listeners = index.referred(integration, property, "lb/Listener");
  const names = index.referred(integration, property, "servicediscovery/Service");
  const links = index.referred(integration, "connectionId", "apigateway/VpcLink");
  const direct = ["lambda/Function", "lambda/Alias", "lb/LoadBalancer"];
  return [
    ...instancesBehind(index, integration, property),
    ...index
      .referred(integration, property, ...direct)
      .flatMap((each) =>
        each.type.endsWith(":Alias") ? index.referred(each, "functionName", "lambda/Function") : [each],
      ),
    ...listeners.flatMap((listener) => index.referred(listener, "loadBalancerArn", "lb/LoadBalancer")),
    ...names.flatMap((name) => index.referring(name, "ecs/Service", "serviceRegistries")),
    ...links.flatMap((link) => index.referred(link, "targetArn", "lb/LoadBalancer")),
  ];
}
