import { Cdn, type CdnArgs } from "../../components/cdn";
import { mistakesOf, record } from "./recorded-resources";

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
