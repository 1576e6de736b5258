import { Cdn, type CdnArgs } from "../../components/cdn";
import { Certificate, type CertificateArgs } from "../../components/certificate";
import { Dns, type DnsArgs } from "../../components/dns";
import { LoadBalancer, type LoadBalancerArgs, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { mistakesOf, record } from "./recorded-resources";

const LISTENER = "aws:lb/listener:Listener";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const RECORD = "aws:route53/record:Record";

describe("LoadBalancer", () => {
  const secure = { targets: Target.Servers, certificateArn: "arn:certificate" };
  const balancer = (args: Partial<LoadBalancerArgs> = secure, zones = 3) =>
    record(() => new LoadBalancer("front", { network: new Network("main", { zones }), ...secure, ...args }));
  const plain = () =>
    record(() => new LoadBalancer("front", { network: new Network("main"), targets: Target.Tasks, plainHttp: true }));

  it("stands in the public subnet of every zone", async () => {
    const { inputs } = (await balancer()).one("aws:lb/loadBalancer:LoadBalancer");
    expect(inputs).toMatchObject({ subnets: ["public-1", "public-2", "public-3"], internal: false });
  });

  it("speaks HTTPS by a current policy and forwards to its targets", async () => {
    expect((await balancer()).one(LISTENER, "front-https").inputs).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificateArn: "arn:certificate",
      sslPolicy: expect.stringMatching(/^ELBSecurityPolicy-TLS13-1-2-/),
      defaultActions: [{ type: "forward", targetGroupArn: "arn:aws:front" }],
    });
  });

  it("sends visitors from HTTP to HTTPS, and forwards nothing on HTTP", async () => {
    expect((await balancer()).one(LISTENER, "front-http").inputs).toMatchObject({
      port: 80,
      defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
  });

  it("opens ports 80 and 443 to the internet, and no other", async () => {
    const rules = (await balancer())
      .ofType(INGRESS)
      .map(({ inputs }) => [inputs.fromPort, inputs.toPort, inputs.cidrIpv4]);
    expect(rules.sort()).toEqual([
      [443, 443, "0.0.0.0/0"],
      [80, 80, "0.0.0.0/0"],
    ]);
  });

  it("serves plain HTTP alone when told so, on port 80 alone", async () => {
    const recorded = await plain();
    expect(recorded.names(LISTENER)).toEqual(["front-http"]);
    expect(recorded.one(LISTENER).inputs.defaultActions).toMatchObject([{ type: "forward" }]);
    expect(recorded.ofType(INGRESS).map(({ inputs }) => inputs.fromPort)).toEqual([80]);
  });

  it("asks targets for their readiness every ten seconds and drops one after two failures", async () => {
    expect((await balancer()).one("aws:lb/targetGroup:TargetGroup").inputs).toMatchObject({
      port: 8080,
      protocol: "HTTP",
      healthCheck: { path: "/readyz", matcher: "200", interval: 10, unhealthyThreshold: 2 },
      deregistrationDelay: 30,
    });
  });

  it.each([
    [Target.Servers, "instance"],
    [Target.Tasks, "ip"],
  ] as const)("registers %s by their %s", async (targets, targetType) => {
    expect((await balancer({ targets })).one("aws:lb/targetGroup:TargetGroup").inputs.targetType).toBe(targetType);
  });

  it("does not name its target group, which then can be replaced while a listener uses it", async () => {
    expect((await balancer()).one("aws:lb/targetGroup:TargetGroup").inputs).not.toHaveProperty("name");
  });

  it("drops malformed headers and cannot be deleted by default", async () => {
    expect((await balancer()).one("aws:lb/loadBalancer:LoadBalancer").inputs).toMatchObject({
      dropInvalidHeaderFields: true,
      enableDeletionProtection: true,
    });
  });

  it("refuses to serve unencrypted by omission", async () => {
    const mistakes = await mistakesOf(
      () => new LoadBalancer("front", { network: { zones: 3 } as Network, targets: Target.Tasks }),
    );
    expect(mistakes).toEqual({
      certificateArn: "is required for HTTPS; write plainHttp: true to serve unencrypted",
    });
  });

  it("refuses a certificate together with plain HTTP", async () => {
    const args = { ...secure, network: { zones: 3 } as Network, plainHttp: true };
    expect(await mistakesOf(() => new LoadBalancer("front", args))).toHaveProperty("certificateArn");
  });

  it("refuses one zone, an impossible port and a path without a slash, all at once", async () => {
    const network = { zones: 1 } as Network;
    const mistakes = await mistakesOf(
      () => new LoadBalancer("front", { ...secure, network, targetPort: 0, healthCheckPath: "ready" }),
    );
    expect(Object.keys(mistakes)).toEqual(["network", "targetPort", "healthCheckPath"]);
  });

  it("sounds when nobody can serve, also when no figure arrives", async () => {
    const names: unknown[] = [];
    await record(() => {
      const alarms = new LoadBalancer("front", { network: new Network("main"), ...secure }).alarms();
      names.push(...alarms.map(({ name, silence }) => [name, silence]));
    });
    expect(names).toEqual([
      ["5xx", undefined],
      ["unhealthy-hosts", undefined],
      ["no-healthy-host", "breaching"],
    ]);
  });
});

describe("Dns", () => {
  const base: DnsArgs = {
    hostedZone: "example.com",
    domain: "app.example.com",
    target: { dnsName: "front.elb", zoneId: "Z-ELB", knowsHealth: true },
  };

  it("stands for a load balancer over IPv4 and IPv6, and asks it for its health", async () => {
    const recorded = await record(() => new Dns("site", base));
    const records = recorded.ofType(RECORD).map(({ inputs }) => inputs);
    expect(records.map(({ type }) => type)).toEqual(["A", "AAAA"]);
    for (const each of records) {
      expect(each).toMatchObject({
        zoneId: "zone-of-example.com",
        name: "app.example.com",
        aliases: [{ name: "front.elb", zoneId: "Z-ELB", evaluateTargetHealth: true }],
      });
      expect(each).not.toHaveProperty("ttl");
    }
  });

  it("does not ask CloudFront for its health, which AWS would refuse", async () => {
    const target = { dnsName: "edge.cloudfront.net", zoneId: "Z-CDN", knowsHealth: false };
    const recorded = await record(() => new Dns("site", { ...base, target }));
    expect(recorded.one(RECORD, "site-a").inputs.aliases).toMatchObject([{ evaluateTargetHealth: false }]);
  });

  it("names a plain address for a minute", async () => {
    const recorded = await record(() => new Dns("site", { ...base, target: { address: "192.0.2.1" } }));
    expect(recorded.one(RECORD).inputs).toMatchObject({ type: "A", ttl: 60, records: ["192.0.2.1"] });
  });

  it.each(["app.example.org", "notexample.com"])("rejects %s, which is not in the hosted zone", async (domain) => {
    expect(await mistakesOf(() => new Dns("site", { ...base, domain }))).toEqual({
      domain: `must be the hosted zone example.com or a name within it, got ${domain}`,
    });
  });
});

describe("Certificate", () => {
  const base: CertificateArgs = { hostedZone: "example.com", domain: "app.example.com" };
  const other = "origin.app.example.com";

  it("proves each of its names by the record that AWS asks for that name", async () => {
    const recorded = await record(() => new Certificate("site", { ...base, otherDomains: [other] }));
    for (const name of [base.domain, other]) {
      expect(recorded.one(RECORD, `site-${name}`).inputs).toMatchObject({
        zoneId: "zone-of-example.com",
        name: `_proof.${name}`,
        type: "CNAME",
        records: [`value-of.${name}`],
      });
    }
  });

  it("counts as issued only when AWS has seen the records", async () => {
    const recorded = await record(() => new Certificate("site", base));
    expect(recorded.one("aws:acm/certificateValidation:CertificateValidation").inputs).toEqual({
      certificateArn: "arn:aws:site",
      validationRecordFqdns: ["_proof.app.example.com"],
    });
  });

  it("stands in another region when told so, with its validation", async () => {
    const recorded = await record(() => new Certificate("edge", { ...base, region: "us-east-1" }));
    expect(recorded.one("aws:acm/certificate:Certificate").inputs.region).toBe("us-east-1");
    expect(recorded.one("aws:acm/certificateValidation:CertificateValidation").inputs.region).toBe("us-east-1");
  });

  it("shares the records of a certificate for the same names, so that neither takes them from the other", async () => {
    const recorded = await record(() => {
      const provedBy = new Certificate("site", base);
      new Certificate("edge", { ...base, region: "us-east-1", provedBy });
    });
    expect(recorded.names(RECORD)).toEqual(["site-app.example.com"]);
    const { inputs } = recorded.one("aws:acm/certificateValidation:CertificateValidation", "edge");
    expect(inputs.validationRecordFqdns).toEqual(["_proof.app.example.com"]);
  });

  it("rejects names outside the hosted zone, and names given twice", async () => {
    const mistakes = await mistakesOf(
      () => new Certificate("site", { ...base, domain: "a.org", otherDomains: ["b.org", "b.org"] }),
    );
    expect(mistakes.domain).toContain("a.org, b.org");
    expect(mistakes).toHaveProperty("otherDomains");
  });
});

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
});
