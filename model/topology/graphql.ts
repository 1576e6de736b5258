import type { TopologyBuilder } from "./builder";

/** Properties of a data source that name what answers. */
const SOURCES = [
  "lambdaConfig",
  "dynamodbConfig",
  "relationalDatabaseConfig",
  "opensearchserviceConfig",
  "elasticsearchConfig",
  "httpConfig",
] as const;
const ANSWERING = [
  "lambda/Function",
  "dynamodb/Table",
  "rds/Cluster",
  "opensearch/Domain",
  "elasticsearch/Domain",
  "lb/LoadBalancer",
  "apigatewayv2/Api",
  "apigateway/RestApi",
] as const;
/** Properties of an API by which it asks a function whether to let in. */
const AUTHORIZERS = ["lambdaAuthorizerConfig", "additionalAuthenticationProviders"] as const;

/** GraphQL by AppSync: what its data sources and authorizers ask. */
export function linkGraphql(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const api of index.ofType("appsync/GraphQLApi")) {
    const asked = [
      ...AUTHORIZERS.flatMap((property) => index.referred(api, property, "lambda/Function")),
      ...index
        .referring(api, "appsync/DataSource", "apiId")
        .flatMap((source) => SOURCES.flatMap((property) => index.referred(source, property, ...ANSWERING))),
    ];
    for (const each of asked)
      builder.edge(builder.tierOf(api), builder.tierOf(each), "request", `asked by ${api.name}`);
  }
}
