import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Alarm, Watched } from "./alarm";
import { apiAlarms } from "./api-gateway-alarms";
import { type ApiGatewayArgs, checkApiGateway, DEFAULT_ROUTE, type RouteArgs } from "./api-gateway-args";
import { stageArgs } from "./api-gateway-stage";
import { closedSecurityGroup, connect } from "./security-group";
import { tagged } from "./tags";

export type { ApiGatewayArgs } from "./api-gateway-args";

const TIMEOUT_MS = 29_000;

/** A public HTTP API before something private: it checks tokens, answers 429 to whoever asks too often, and writes a log. */
export class ApiGateway extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly apiId: pulumi.Output<string>;
  /** Where it answers: its own domain, or the name that AWS gives it. */
  readonly url: pulumi.Output<string>;
  /** Of the link into the network: what the target must let in. */
  readonly securityGroupId: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** What a DNS record of the domain stands for; undefined without one. */
  readonly alias: { readonly dnsName: pulumi.Output<string>; readonly zoneId: pulumi.Output<string> } | undefined;

  constructor(name: string, args: ApiGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:ApiGateway", name, args, opts);
    checkApiGateway(name, args);
    const { site, logDays = 30, tags } = args;

    const api = new aws.apigatewayv2.Api(
      name,
      {
        protocolType: "HTTP",
        // With a name of its own, nobody goes past it.
        disableExecuteApiEndpoint: site !== undefined,
        ...(args.cors ? { corsConfiguration: corsConfiguration(args.cors) } : {}),
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    const { securityGroup, routes } = this.routes(name, args, api);
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      { retentionInDays: logDays, tags: tagged(name, tags) },
      { parent: this },
    );
    const stage = new aws.apigatewayv2.Stage(name, stageArgs(name, args, { api, logGroup }), {
      parent: this,
      // AWS refuses a stage's settings for a route that it does not know yet.
      dependsOn: routes,
    });
    this.alias = site && this.name(name, args, { api, stage });

    this.watchName = name;
    this.apiId = api.id;
    this.url = site ? pulumi.output(`https://${site.domain}`) : api.apiEndpoint;
    this.securityGroupId = securityGroup.id;
    this.logGroupName = logGroup.name;
    this.registerOutputs({
      apiId: this.apiId,
      url: this.url,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
      alias: this.alias,
    });
  }

  alarms(): readonly Alarm[] {
    return apiAlarms({ ApiId: this.apiId });
  }

  /** Every route leads to the one target, through a link whose security group reaches nothing else. */
  private routes(name: string, args: ApiGatewayArgs, api: aws.apigatewayv2.Api): Routes {
    const { network, target, jwt, cors, tags } = args;
    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: `Link of the API ${name} into the network`, tags },
      this,
    );
    connect(`${name}-to-target`, securityGroup.id, target.endpoint, this);
    const link = new aws.apigatewayv2.VpcLink(
      name,
      { subnetIds: network.applicationSubnetIds, securityGroupIds: [securityGroup.id], tags: tagged(name, tags) },
      { parent: this },
    );
    const integration = new aws.apigatewayv2.Integration(
      name,
      {
        apiId: api.id,
        integrationType: "HTTP_PROXY",
        integrationMethod: "ANY",
        integrationUri: target.arn,
        connectionType: "VPC_LINK",
        connectionId: link.id,
        payloadFormatVersion: "1.0",
        timeoutMilliseconds: TIMEOUT_MS,
        ...(target.serverName === undefined ? {} : { tlsConfig: { serverNameToVerify: target.serverName } }),
      },
      { parent: this },
    );
    const authorizer = jwt && this.authorizer(name, api, jwt);
    const guarded = authorizer && { authorizationType: "JWT", authorizerId: authorizer.id };
    const route = (routeKey: string, { anonymous = false }: RouteArgs) =>
      new aws.apigatewayv2.Route(
        `${name}-${routeKey}`,
        {
          apiId: api.id,
          routeKey,
          target: pulumi.interpolate`integrations/${integration.id}`,
          ...(anonymous || !guarded ? { authorizationType: "NONE" } : guarded),
        },
        { parent: this },
      );
    // Browsers ask without a token whether they may ask with one; the default route would refuse that.
    const preflight = cors && authorizer ? { "OPTIONS /{proxy+}": { anonymous: true } } : {};
    const all = Object.entries({ [DEFAULT_ROUTE]: {}, ...args.routes, ...preflight });
    return { securityGroup, routes: all.map(([routeKey, settings]) => route(routeKey, settings)) };
  }

  private authorizer(name: string, api: aws.apigatewayv2.Api, jwt: NonNullable<ApiGatewayArgs["jwt"]>) {
    return new aws.apigatewayv2.Authorizer(
      name,
      {
        apiId: api.id,
        authorizerType: "JWT",
        identitySources: ["$request.header.Authorization"],
        jwtConfiguration: { issuer: jwt.issuer, audiences: [...jwt.audiences] },
      },
      { parent: this },
    );
  }

  private name(
    name: string,
    { site, tags }: ApiGatewayArgs,
    { api, stage }: { readonly api: aws.apigatewayv2.Api; readonly stage: aws.apigatewayv2.Stage },
  ): ApiGateway["alias"] {
    if (!site) {
      return undefined;
    }
    const { certificateArn } = site;
    const domain = new aws.apigatewayv2.DomainName(
      name,
      {
        domainName: site.domain,
        domainNameConfiguration: { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    new aws.apigatewayv2.ApiMapping(name, { apiId: api.id, domainName: domain.id, stage: stage.id }, { parent: this });
    const { targetDomainName: dnsName, hostedZoneId: zoneId } = domain.domainNameConfiguration;
    return { dnsName, zoneId };
  }
}

interface Routes {
  /** Of the link into the network. */
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly routes: aws.apigatewayv2.Route[];
}

function corsConfiguration({ origins, credentials = false }: NonNullable<ApiGatewayArgs["cors"]>) {
  return {
    allowOrigins: [...origins],
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowHeaders: ["authorization", "content-type", "idempotency-key"],
    allowCredentials: credentials,
    maxAge: 600,
  };
}
