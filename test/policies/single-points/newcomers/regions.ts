import * as aws from "@pulumi/aws";
import type { Input } from "@pulumi/pulumi";
import { program } from "../program/case";
import { ROLE } from "./ground";

/** Programs whose titles begin so are asked to survive the loss of a region. */
const CRITICAL = "critical: ";

const REGIONS = ["us-east-1", "eu-west-1"] as const;
type Region = (typeof REGIONS)[number];

function providers() {
  return Object.fromEntries(REGIONS.map((region) => [region, new aws.Provider(region, { region })])) as Record<
    Region,
    aws.Provider
  >;
}

/** The same function and API in each region, behind one name by latency. */
function everywhere(at: Record<Region, aws.Provider>, variables: (region: Region) => Record<string, Input<string>>) {
  for (const region of REGIONS) {
    const opts = { provider: at[region] };
    const fn = new aws.lambda.Function(
      `fn-${region}`,
      { role: ROLE, runtime: "nodejs22.x", handler: "index.handler", environment: { variables: variables(region) } },
      opts,
    );
    const api = new aws.apigatewayv2.Api(`api-${region}`, { protocolType: "HTTP", target: fn.arn }, opts);
    const domain = new aws.apigatewayv2.DomainName(
      `api-${region}`,
      {
        domainName: "api.example.com",
        domainNameConfiguration: {
          certificateArn: `arn:aws:acm:${region}:123456789012:certificate/a`,
          endpointType: "REGIONAL",
          securityPolicy: "TLS_1_2",
        },
      },
      opts,
    );
    new aws.apigatewayv2.ApiMapping(`api-${region}`, { apiId: api.id, domainName: domain.id, stage: "$default" }, opts);
    const check = new aws.route53.HealthCheck(`api-${region}`, {
      type: "HTTPS",
      fqdn: api.apiEndpoint.apply((url) => url.replace("https://", "")),
      port: 443,
      resourcePath: "/up",
      failureThreshold: 3,
      requestInterval: 10,
    });
    new aws.route53.Record(`api-${region}`, {
      zoneId: "Z1",
      name: "api.example.com",
      type: "A",
      setIdentifier: region,
      latencyRoutingPolicies: [{ region }],
      healthCheckId: check.id,
      aliases: [
        {
          name: domain.domainNameConfiguration.targetDomainName,
          zoneId: domain.domainNameConfiguration.hostedZoneId,
          evaluateTargetHealth: true,
        },
      ],
    });
  }
}

program(`${CRITICAL}two regions on a global table`, [], () => {
  const at = providers();
  const table = new aws.dynamodb.Table(
    "items",
    {
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      replicas: [{ regionName: "eu-west-1" }],
    },
    { provider: at["us-east-1"] },
  );
  everywhere(at, () => ({ TABLE: table.name }));
});

program(`${CRITICAL}two regions on a table of one`, ["items"], () => {
  const at = providers();
  const table = new aws.dynamodb.Table(
    "items",
    { billingMode: "PAY_PER_REQUEST", hashKey: "id", attributes: [{ name: "id", type: "S" }] },
    { provider: at["us-east-1"] },
  );
  everywhere(at, () => ({ TABLE: table.name, TABLE_REGION: "us-east-1" }));
});

program("two regions on a table of one, that need not survive a region", [], () => {
  const at = providers();
  const table = new aws.dynamodb.Table(
    "items",
    { billingMode: "PAY_PER_REQUEST", hashKey: "id", attributes: [{ name: "id", type: "S" }] },
    { provider: at["us-east-1"] },
  );
  everywhere(at, () => ({ TABLE: table.name, TABLE_REGION: "us-east-1" }));
});

program(`${CRITICAL}two regions that write to one primary`, ["primary"], () => {
  const at = providers();
  const primary = new aws.rds.Instance(
    "primary",
    {
      engine: "postgres",
      instanceClass: "db.r6g.large",
      allocatedStorage: 100,
      multiAz: true,
      backupRetentionPeriod: 7,
      username: "app",
      manageMasterUserPassword: false,
      password: "not-a-secret",
    },
    { provider: at["us-east-1"] },
  );
  const copy = new aws.rds.Instance(
    "copy",
    { replicateSourceDb: primary.arn, instanceClass: "db.r6g.large", multiAz: true },
    { provider: at["eu-west-1"] },
  );
  everywhere(at, (region) => ({
    DB_WRITE: primary.address,
    DB_READ: region === "us-east-1" ? primary.address : copy.address,
  }));
});

program(`${CRITICAL}two regions with a key and a secret in one of them`, ["fn-eu-west-1"], () => {
  const at = providers();
  const table = new aws.dynamodb.Table(
    "items",
    {
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      replicas: [{ regionName: "eu-west-1" }],
    },
    { provider: at["us-east-1"] },
  );
  const key = new aws.kms.Key("token", { enableKeyRotation: true }, { provider: at["us-east-1"] });
  const secret = new aws.secretsmanager.Secret("token", { kmsKeyId: key.arn }, { provider: at["us-east-1"] });
  everywhere(at, () => ({ TABLE: table.name, TOKEN_ARN: secret.arn }));
});

program(`${CRITICAL}two regions with a secret that has a replica`, [], () => {
  const at = providers();
  const table = new aws.dynamodb.Table(
    "items",
    {
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      replicas: [{ regionName: "eu-west-1" }],
    },
    { provider: at["us-east-1"] },
  );
  const secret = new aws.secretsmanager.Secret(
    "token",
    { name: "token", replicas: [{ region: "eu-west-1" }] },
    { provider: at["us-east-1"] },
  );
  everywhere(at, () => ({ TABLE: table.name, TOKEN: secret.name }));
});

function bucketAt(name: string, provider: aws.Provider) {
  const bucket = new aws.s3.Bucket(name, {}, { provider });
  new aws.s3.BucketVersioning(
    name,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    { provider },
  );
  return bucket;
}

program(`${CRITICAL}two regions that read a bucket of one`, ["files"], () => {
  const at = providers();
  const files = bucketAt("files", at["us-east-1"]);
  everywhere(at, () => ({ BUCKET: files.bucket }));
});

program(`${CRITICAL}two regions, each with a bucket that the other one copies`, [], () => {
  const at = providers();
  const here = bucketAt("here", at["us-east-1"]);
  const there = bucketAt("there", at["eu-west-1"]);
  for (const [name, from, to, region] of [
    ["out", here, there, "us-east-1"],
    ["back", there, here, "eu-west-1"],
  ] as const) {
    const rules = [
      { id: name, status: "Enabled", destination: { bucket: to.arn }, deleteMarkerReplication: { status: "Enabled" } },
    ];
    new aws.s3.BucketReplicationConfig(name, { bucket: from.id, role: ROLE, rules }, { provider: at[region] });
  }
  everywhere(at, (region) => ({ BUCKET: (region === "us-east-1" ? here : there).bucket }));
});

program(`${CRITICAL}pages in two buckets, the one a copy of the other`, [], () => {
  const at = providers();
  const here = bucketAt("here", at["us-east-1"]);
  const there = bucketAt("there", at["eu-west-1"]);
  new aws.s3.BucketReplicationConfig(
    "copy",
    { bucket: here.id, role: ROLE, rules: [{ status: "Enabled", destination: { bucket: there.arn } }] },
    { provider: at["us-east-1"] },
  );
  pages([
    ["here", here],
    ["there", there],
  ]);
});

program(`${CRITICAL}pages in one bucket`, ["here"], () => {
  const at = providers();
  pages([["here", bucketAt("here", at["us-east-1"])]]);
});

function pages(buckets: [string, aws.s3.Bucket][]) {
  const [[first]] = buckets as [[string, aws.s3.Bucket]];
  const both = buckets.length > 1;
  new aws.cloudfront.Distribution("pages", {
    enabled: true,
    origins: buckets.map(([originId, bucket]) => ({ originId, domainName: bucket.bucketRegionalDomainName })),
    originGroups: both
      ? [
          {
            originId: "both",
            failoverCriteria: { statusCodes: [500, 502, 503, 504] },
            members: buckets.map(([originId]) => ({ originId })),
          },
        ]
      : undefined,
    defaultCacheBehavior: {
      targetOriginId: both ? "both" : first,
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
}
