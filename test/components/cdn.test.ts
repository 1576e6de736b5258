import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Cdn, type CdnArgs } from "../../components/cdn";
import { mistakesOf, type RecordedResources, record } from "./recorded-resources";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const HEADERS = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
const CACHING = "aws:cloudfront/cachePolicy:CachePolicy";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

describe("Cdn", () => {
  const base: CdnArgs = { origin: { host: "origin.app.example.com", https: true } };
  const site = { domains: ["app.example.com"], certificateArn: "arn:certificate" };
  const cdn = async (args: Partial<CdnArgs> = {}) =>
    (await record(() => new Cdn("edge", { ...base, ...args }))).one("aws:cloudfront/distribution:Distribution").inputs;

  it("passes everything on to the load balancer and keeps nothing of it", async () => {
    expect((await cdn()).defaultCacheBehavior).toMatchObject({
      targetOriginId: "app",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: expect.arrayContaining(["POST", "DELETE"]),
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      compress: true,
    });
  });

  it("serves files from the bucket, which only it may read", async () => {
    const recorded = await record(() => new Cdn("edge", base));
    const { inputs } = recorded.one("aws:cloudfront/distribution:Distribution");
    expect(inputs.orderedCacheBehaviors).toMatchObject([{ pathPattern: "/assets/*", targetOriginId: "assets" }]);
    expect(inputs.origins).toMatchObject([
      { originId: "app" },
      { originId: "assets", domainName: "edge-assets.s3.eu-west-1.amazonaws.com", originAccessControlId: "edge-id" },
    ]);
    const policy = String(recorded.one("aws:s3/bucketPolicy:BucketPolicy").inputs.policy);
    expect(JSON.parse(policy).Statement[1].Condition).toEqual({ StringEquals: { "AWS:SourceArn": ["arn:aws:edge"] } });
  });

  it("signs its requests to the bucket", async () => {
    const recorded = await record(() => new Cdn("edge", base));
    expect(recorded.one("aws:cloudfront/originAccessControl:OriginAccessControl").inputs).toMatchObject({
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
  });

  it.each([
    [true, "https-only"],
    [false, "http-only"],
  ])("calls a load balancer with https: %s over %s", async (https, originProtocolPolicy) => {
    const { origins } = await cdn({ origin: { host: "front.elb", https } });
    expect(origins).toMatchObject([{ customOriginConfig: { originProtocolPolicy } }, {}]);
  });

  it("speaks TLS 1.2 and later under its own name", async () => {
    expect(await cdn({ site })).toMatchObject({
      aliases: ["app.example.com"],
      viewerCertificate: {
        acmCertificateArn: "arn:certificate",
        minimumProtocolVersion: "TLSv1.2_2021",
        sslSupportMethod: "sni-only",
      },
    });
  });

  it("uses CloudFront's name and certificate without a site", async () => {
    const inputs = await cdn();
    expect(inputs.viewerCertificate).toEqual({ cloudfrontDefaultCertificate: true });
    expect(inputs).not.toHaveProperty("aliases");
  });

  it("speaks HTTP/2, HTTP/3 and IPv6", async () => {
    expect(await cdn()).toMatchObject({ httpVersion: "http2and3", isIpv6Enabled: true, enabled: true });
  });

  it("rejects a site without a name", async () => {
    expect(await mistakesOf(() => new Cdn("edge", { ...base, site: { ...site, domains: [] } }))).toHaveProperty("site");
  });

  it("keeps hashed files by CloudFront's own policy for them", async () => {
    const { orderedCacheBehaviors } = await cdn();
    expect(orderedCacheBehaviors).toMatchObject([
      { cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6", compress: true, allowedMethods: ["GET", "HEAD"] },
    ]);
  });

  it("sends the load balancer the header that it lets the distribution in by", async () => {
    const header = { name: "X-Origin-Key", value: pulumi.secret("letters") };
    const { origins } = await cdn({ origin: { ...base.origin, header } });
    expect(origins).toMatchObject([{ customHeaders: [{ name: "X-Origin-Key", value: "letters" }] }, {}]);
    expect((await cdn()).origins).not.toMatchObject([{ customHeaders: expect.anything() }, {}]);
  });

  it("passes every header on, without which no WebSocket opens", async () => {
    expect((await cdn()).defaultCacheBehavior).toMatchObject({
      originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
    });
  });

  it("asks a firewall first when it has one", async () => {
    expect((await cdn({ firewallArn: "arn:firewall" })).webAclId).toBe("arn:firewall");
    expect(await cdn()).not.toHaveProperty("webAclId");
  });

  it("allows what comes out of the bucket to load from its own site and the hosts that are named, no inline code", async () => {
    const policyOf = async (args: Partial<CdnArgs>) => {
      const recorded = await record(() => new Cdn("edge", { ...base, ...args }));
      return recorded.one(HEADERS).inputs;
    };
    const { securityHeadersConfig } = await policyOf({ uploadHosts: ["uploads.s3.amazonaws.com"] });
    expect(securityHeadersConfig).toMatchObject({
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: "DENY" },
      strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, override: true },
    });
    const text = JSON.stringify(securityHeadersConfig);
    expect(text).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(text).toContain("connect-src 'self' https://uploads.s3.amazonaws.com;");
    expect(text).toContain("img-src 'self' https://uploads.s3.amazonaws.com;");
    expect(text).not.toContain("unsafe-inline");
    const own = await policyOf({ contentSecurityPolicy: "default-src 'self'" });
    expect(own.securityHeadersConfig).toMatchObject({
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'self'", override: false },
    });
  });

  it("has one origin for files and no group without a second region and a page", async () => {
    const inputs = await cdn();
    expect(inputs.origins).toHaveLength(2);
    expect(inputs).not.toHaveProperty("originGroups");
    expect(inputs).not.toHaveProperty("defaultRootObject");
  });

  it("writes no log unless told for how long", async () => {
    const recorded = await record(() => new Cdn("edge", base));
    expect(recorded.all.filter(({ type }) => type.includes("logDelivery"))).toEqual([]);
    expect(recorded.names("aws:s3/bucket:Bucket")).toEqual(["edge-assets"]);
  });

  it("writes its logs into a private bucket, by way of the region where CloudFront's deliveries are made", async () => {
    const recorded = await record(() => new Cdn("edge", { ...base, logDays: 90 }));
    const source = recorded.one("aws:cloudwatch/logDeliverySource:LogDeliverySource").inputs;
    expect(source).toMatchObject({ logType: "ACCESS_LOGS", resourceArn: "arn:aws:edge", region: "us-east-1" });
    const destination = recorded.one("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination");
    expect(destination.inputs).toMatchObject({
      outputFormat: "json",
      region: "us-east-1",
      deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:edge-logs" },
    });
    expect(destination.dependsOnTypes).toContain("aws:s3/bucketPolicy:BucketPolicy");
    const delivery = recorded.one("aws:cloudwatch/logDelivery:LogDelivery").inputs;
    expect(delivery).toMatchObject({
      deliverySourceName: "edge",
      deliveryDestinationArn: "arn:aws:edge",
      region: "us-east-1",
    });
    // Where the bucket lets it write: AWSLogs/<account>/CloudFront.
    expect(delivery).not.toHaveProperty("s3DeliveryConfigurations");
    const policy = String(recorded.one("aws:s3/bucketPolicy:BucketPolicy", "edge-logs-policy").inputs.policy);
    expect(policy).toContain("delivery.logs.amazonaws.com");
    const block = recorded.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "edge-logs").inputs;
    expect(block).toMatchObject({ blockPublicAcls: true, restrictPublicBuckets: true });
  });

  it("rejects all wrong arguments at once", async () => {
    const args = { ...base, assetsPath: "assets", logDays: -1 };
    expect(Object.keys(await mistakesOf(() => new Cdn("edge", args))).sort()).toEqual(["assetsPath", "logDays"]);
  });
});

describe("a Cdn with a built page", () => {
  const folders: string[] = [];
  const built = (...names: readonly string[]) => {
    const folder = mkdtempSync(join(tmpdir(), "page-"));
    folders.push(folder);
    for (const name of names) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), name);
    }
    return folder;
  };
  const whole = () => built("index.html", "icon.svg", "assets/page-6JQ5BPXK.js", "assets/page-6JQ5BPXK.css");
  const origin = { host: "origin.app.example.com", https: true };
  const withPage = (args: Partial<CdnArgs> = {}) => {
    const pageFolder = args.pageFolder ?? whole();
    return record(() => new Cdn("edge", { origin, ...args, pageFolder }));
  };
  const behaviours = (recorded: RecordedResources) =>
    recorded.one(DISTRIBUTION).inputs.orderedCacheBehaviors as readonly Record<string, unknown>[];

  afterAll(() => {
    for (const folder of folders) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("uploads it into the bucket of files, with types that browsers take", async () => {
    const objects = (await withPage()).ofType(OBJECT).map(({ inputs }) => [inputs.key, inputs.contentType]);
    expect(Object.fromEntries(objects)).toEqual({
      "index.html": "text/html; charset=utf-8",
      "icon.svg": "image/svg+xml",
      "assets/page-6JQ5BPXK.js": "text/javascript; charset=utf-8",
      "assets/page-6JQ5BPXK.css": "text/css; charset=utf-8",
    });
    for (const { inputs } of (await withPage()).ofType(OBJECT)) {
      expect(inputs.bucket).toBe("edge-assets");
    }
  });

  it("serves the index and other files of its own, after the assets, from the bucket for a minute", async () => {
    const recorded = await withPage();
    expect(recorded.one(DISTRIBUTION).inputs.defaultRootObject).toBe("index.html");
    expect(behaviours(recorded).map(({ pathPattern, targetOriginId }) => [pathPattern, targetOriginId])).toEqual([
      ["/assets/*", "assets"],
      ["/icon.svg", "page"],
      ["/", "page"],
      ["/index.html", "page"],
    ]);
    for (const { cachePolicyId, allowedMethods } of behaviours(recorded).slice(1)) {
      expect(cachePolicyId).toBe("edge-page-id");
      // A group of origins is refused by CloudFront where anything else is allowed.
      expect(allowedMethods).toEqual(["GET", "HEAD"]);
    }
    expect(recorded.one(CACHING).inputs).toMatchObject({
      minTtl: 0,
      maxTtl: 60,
      parametersInCacheKeyAndForwardedToOrigin: { enableAcceptEncodingBrotli: true, enableAcceptEncodingGzip: true },
    });
  });

  it("asks the app for the page when the bucket fails or does not have it", async () => {
    const [group] = (await withPage()).one(DISTRIBUTION).inputs.originGroups as readonly Record<string, unknown>[];
    expect(group).toMatchObject({
      originId: "page",
      members: [{ originId: "assets" }, { originId: "app" }],
      failoverCriteria: { statusCodes: [403, 404, 500, 502, 503, 504] },
    });
  });

  it("passes on to the app whatever is not a file of the page", async () => {
    const { defaultCacheBehavior } = (await withPage()).one(DISTRIBUTION).inputs;
    expect(defaultCacheBehavior).toMatchObject({
      targetOriginId: "app",
      allowedMethods: expect.arrayContaining(["POST"]),
    });
  });

  it("takes the folder of hashed files from the path that they are served under", async () => {
    const pageFolder = built("index.html", "static/page-6JQ5BPXK.js");
    const recorded = await withPage({ pageFolder, assetsPath: "/static/*" });
    const [script] = recorded.ofType(OBJECT).filter(({ inputs }) => inputs.key === "static/page-6JQ5BPXK.js");
    expect(script?.inputs.cacheControl).toContain("immutable");
    expect(behaviours(recorded).map(({ pathPattern }) => pathPattern)).toEqual(["/static/*", "/", "/index.html"]);
  });

  it("keeps a copy in a second region, which serves all files when the first region does not", async () => {
    const pageFolder = whole();
    const recorded = await record(() => {
      const copyProvider = new aws.Provider("second", { region: "eu-central-1" });
      new Cdn("edge", { origin, pageFolder, copyProvider });
    });
    const { origins, originGroups } = recorded.one(DISTRIBUTION).inputs;
    expect(origins).toMatchObject([
      { originId: "app" },
      { originId: "assets", connectionAttempts: 2, connectionTimeout: 3 },
      { originId: "assets-copy", domainName: "edge-assets-copy.s3.eu-west-1.amazonaws.com" },
    ]);
    expect(originGroups).toMatchObject([
      {
        originId: "files",
        members: [{ originId: "assets" }, { originId: "assets-copy" }],
        failoverCriteria: { statusCodes: [500, 502, 503, 504] },
      },
    ]);
    expect(new Set(behaviours(recorded).map(({ targetOriginId }) => targetOriginId))).toEqual(new Set(["files"]));
    expect(recorded.one("aws:s3/bucketReplicationConfig:BucketReplicationConfig").inputs).toMatchObject({
      bucket: "edge-assets",
      rules: [{ destination: { bucket: "arn:aws:edge-assets-copy" } }],
    });
    for (const { dependsOn } of recorded.ofType(OBJECT)) {
      expect(dependsOn).toContain("edge-copies");
    }
    const policy = String(recorded.one("aws:s3/bucketPolicy:BucketPolicy", "edge-assets-copy").inputs.policy);
    expect(JSON.parse(policy).Statement[1].Condition).toEqual({ StringEquals: { "AWS:SourceArn": ["arn:aws:edge"] } });
  });

  it("puts the copy, and nothing else, where its provider is", async () => {
    const pageFolder = whole();
    const recorded = await record(() => {
      const copyProvider = new aws.Provider("second", { region: "eu-central-1" });
      new Cdn("edge", { origin, pageFolder, copyProvider });
    });
    const there = recorded.all.filter(({ provider }) => provider.includes("::second::"));
    expect(there.length).toBeGreaterThan(5);
    expect(new Set(there.map(({ name }) => name))).toEqual(new Set(["edge-assets-copy"]));
  });
});
