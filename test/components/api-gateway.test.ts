import { ApiGateway, type ApiGatewayArgs } from "../../components/api-gateway";
import { Network } from "../../components/network";
import { mistakesOf, record } from "./recorded-resources";
import { waysInto } from "./task-programs";

const ROUTE = "aws:apigatewayv2/route:Route";
const STAGE = "aws:apigatewayv2/stage:Stage";
const API = "aws:apigatewayv2/api:Api";
const INTEGRATION = "aws:apigatewayv2/integration:Integration";
const JWT = { issuer: "https://login.example.com", audiences: ["shop"] };

function program(args: Partial<ApiGatewayArgs> = {}, jwt: Partial<ApiGatewayArgs> = { jwt: JWT }): ApiGateway {
  const target = { arn: "arn:listener", endpoint: { securityGroupId: "balancer-group", port: 80 } };
  return new ApiGateway("api", { network: new Network("main"), target, ...jwt, ...args });
}
const make = (args?: Partial<ApiGatewayArgs>, jwt?: Partial<ApiGatewayArgs>) => record(() => program(args, jwt));

describe("ApiGateway", () => {
  it("is an HTTP API that leads everything into the network, to one listener", async () => {
    const recorded = await make();
    expect(recorded.one(API).inputs.protocolType).toBe("HTTP");
    expect(recorded.one(INTEGRATION).inputs).toMatchObject({
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      integrationUri: "arn:listener",
      connectionType: "VPC_LINK",
      connectionId: "api-id",
    });
    expect(recorded.one(INTEGRATION).inputs).not.toHaveProperty("tlsConfig");
    expect(recorded.names(ROUTE)).toEqual(["api-$default"]);
    expect(recorded.one(ROUTE).inputs.target).toBe("integrations/api-id");
  });

  it("speaks HTTPS to a listener whose name it knows", async () => {
    const target = {
      arn: "arn:listener",
      endpoint: { securityGroupId: "group", port: 443 },
      serverName: "in.example.com",
    };
    expect((await make({ target })).one(INTEGRATION).inputs.tlsConfig).toEqual({
      serverNameToVerify: "in.example.com",
    });
  });

  it("links into every zone by a security group that reaches its target and nothing else", async () => {
    const recorded = await make();
    expect(recorded.one("aws:apigatewayv2/vpcLink:VpcLink").inputs).toMatchObject({
      subnetIds: ["application-1", "application-2", "application-3"],
      securityGroupIds: ["api-id"],
    });
    expect(waysInto(recorded, "balancer-group")).toEqual([[80, "api-id"]]);
    const out = recorded.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").map(({ inputs }) => inputs);
    expect(out).toMatchObject([
      { securityGroupId: "api-id", referencedSecurityGroupId: "balancer-group", fromPort: 80 },
    ]);
    expect(waysInto(recorded, "api-id")).toEqual([]);
  });

  it("asks for a token of the right issuer and audience", async () => {
    const recorded = await make();
    expect(recorded.one("aws:apigatewayv2/authorizer:Authorizer").inputs).toMatchObject({
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: "https://login.example.com", audiences: ["shop"] },
    });
    expect(recorded.one(ROUTE).inputs).toMatchObject({ authorizationType: "JWT", authorizerId: "api-id" });
  });

  it("lets everybody in only when told so", async () => {
    const recorded = await make({}, { anonymous: true });
    expect(recorded.ofType("aws:apigatewayv2/authorizer:Authorizer")).toEqual([]);
    expect(recorded.one(ROUTE).inputs.authorizationType).toBe("NONE");
    expect(await mistakesOf(() => program({}, {}))).toEqual({
      jwt: "is required to know who asks; write anonymous: true to let everybody in",
    });
    expect(await mistakesOf(() => program({}, { jwt: JWT, anonymous: true }))).toEqual({
      jwt: "contradicts anonymous: true; give one of them",
    });
  });

  it("lets a hundred requests a second through, twice as many at once, and answers 429 to the rest", async () => {
    const { inputs } = (await make()).one(STAGE);
    expect(inputs).toMatchObject({
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 },
    });
    expect(inputs).not.toHaveProperty("routeSettings");
  });

  it("has routes that ask for no token or let fewer requests through", async () => {
    const recorded = await make({
      requestsPerSecond: 4_000,
      routes: { "POST /sessions": { anonymous: true, requestsPerSecond: 5 }, "GET /feed": {} },
    });
    expect(recorded.one(ROUTE, "api-POST /sessions").inputs.authorizationType).toBe("NONE");
    expect(recorded.one(ROUTE, "api-GET /feed").inputs.authorizationType).toBe("JWT");
    expect(recorded.one(STAGE).inputs).toMatchObject({
      // AWS takes no more at once.
      defaultRouteSettings: { throttlingRateLimit: 4_000, throttlingBurstLimit: 5_000 },
      routeSettings: [{ routeKey: "POST /sessions", throttlingRateLimit: 5, throttlingBurstLimit: 10 }],
    });
    expect(recorded.one(STAGE).dependsOn).toEqual(
      expect.arrayContaining(["api-$default", "api-POST /sessions", "api-GET /feed"]),
    );
  });

  it("logs each request as JSON for thirty days, without query and headers", async () => {
    const recorded = await make();
    const { destinationArn, format } = recorded.one(STAGE).inputs.accessLogSettings as Record<string, string>;
    expect(destinationArn).toBe("arn:aws:api");
    expect(JSON.parse(String(format))).toMatchObject({ requestId: "$context.requestId", status: "$context.status" });
    expect(format).not.toMatch(/header|query/i);
    expect(recorded.one("aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays).toBe(30);
  });

  it("lets pages of named origins call it, and answers browsers that ask first", async () => {
    const recorded = await make({ cors: { origins: ["https://app.example.com"], credentials: true } });
    expect(recorded.one(API).inputs.corsConfiguration).toMatchObject({
      allowOrigins: ["https://app.example.com"],
      allowCredentials: true,
    });
    expect(recorded.one(ROUTE, "api-OPTIONS /{proxy+}").inputs.authorizationType).toBe("NONE");
    expect((await make()).one(API).inputs).not.toHaveProperty("corsConfiguration");
  });

  it("answers under a name of its own alone, when it has one", async () => {
    const recorded = await make({ site: { domain: "api.example.com", certificateArn: "arn:certificate" } });
    expect(recorded.one(API).inputs.disableExecuteApiEndpoint).toBe(true);
    expect(recorded.one("aws:apigatewayv2/domainName:DomainName").inputs).toMatchObject({
      domainName: "api.example.com",
      domainNameConfiguration: {
        certificateArn: "arn:certificate",
        endpointType: "REGIONAL",
        securityPolicy: "TLS_1_2",
      },
    });
    expect(recorded.one("aws:apigatewayv2/apiMapping:ApiMapping").inputs).toMatchObject({
      apiId: "api-id",
      domainName: "api-id",
      stage: "api-id",
    });
    expect((await make()).one(API).inputs.disableExecuteApiEndpoint).toBe(false);
    expect((await make()).ofType("aws:apigatewayv2/domainName:DomainName")).toEqual([]);
  });

  it("sounds when it answers with errors or slowly", async () => {
    const found: string[] = [];
    await record(() =>
      found.push(
        ...program()
          .alarms()
          .map(({ metricName }) => metricName),
      ),
    );
    expect(found).toEqual(["5xx", "IntegrationLatency"]);
  });

  it("rejects every argument that AWS would, all at once", async () => {
    const mistakes = await mistakesOf(() =>
      program(
        {
          requestsPerSecond: 20_000,
          burst: 6_000,
          logDays: 31,
          cors: { origins: ["*"], credentials: true },
          routes: { "/feed": { burst: 0 } },
        },
        { jwt: { issuer: "login.example.com", audiences: [] } },
      ),
    );
    expect(Object.keys(mistakes)).toEqual([
      "jwt.issuer",
      "jwt.audiences",
      "requestsPerSecond",
      "burst",
      "cors.origins",
      "logDays",
      'routes["/feed"]',
      'routes["/feed"].burst',
    ]);
  });
});
