import { Dns, type DnsArgs } from "../../components/dns";
import { Routing } from "../../components/dns-routing";
import { HostedZone } from "../../components/hosted-zone";
import { mistakesOf, record } from "./recorded-resources";

const RECORD = "aws:route53/record:Record";

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

  it("is one record of its kind unless told otherwise", async () => {
    for (const { inputs } of (await record(() => new Dns("site", base))).ofType(RECORD)) {
      expect(Object.keys(inputs).filter((key) => /Polic|setIdentifier|healthCheck/.test(key))).toEqual([]);
    }
  });

  it("lies in a zone that this program makes", async () => {
    const recorded = await record(() => {
      const hostedZone = new HostedZone("zone", { domain: "example.com", create: true });
      new Dns("site", { ...base, hostedZone });
    });
    expect(recorded.one(RECORD, "site-a").inputs.zoneId).toBe("new-zone-of-example.com");
  });

  describe("among records of the same name", () => {
    const records = async (args: Partial<DnsArgs>) =>
      (await record(() => new Dns("site", { ...base, ...args }))).ofType(RECORD).map(({ inputs }) => inputs);

    it.each([
      [
        { by: Routing.Weighted, id: "blue", weight: 90 } as const,
        { setIdentifier: "blue", weightedRoutingPolicies: [{ weight: 90 }] },
      ],
      [
        { by: Routing.Latency, region: "eu-west-1" } as const,
        { setIdentifier: "eu-west-1", latencyRoutingPolicies: [{ region: "eu-west-1" }] },
      ],
      [
        { by: Routing.Failover, role: "primary" } as const,
        { setIdentifier: "primary", failoverRoutingPolicies: [{ type: "PRIMARY" }] },
      ],
      [
        { by: Routing.Failover, role: "secondary" } as const,
        { setIdentifier: "secondary", failoverRoutingPolicies: [{ type: "SECONDARY" }] },
      ],
    ])("is told apart and chosen by %p, over IPv4 and IPv6 alike", async (routing, expected) => {
      const made = await records({ routing });
      expect(made.map(({ type }) => type)).toEqual(["A", "AAAA"]);
      for (const each of made) {
        expect(each).toMatchObject(expected);
      }
    });

    it.each([
      ["routing.weight", { by: Routing.Weighted, id: "blue", weight: 256 }],
      ["routing.id", { by: Routing.Weighted, id: "", weight: 1 }],
      ["routing.region", { by: Routing.Latency, region: "Ireland" }],
    ] as const)("rejects %s that Route 53 refuses", async (path, routing) => {
      expect(Object.keys(await mistakesOf(() => new Dns("site", { ...base, routing })))).toEqual([path]);
    });

    it("rejects a primary that nothing would ever turn away from", async () => {
      const routing = { by: Routing.Failover, role: "primary" } as const;
      const target = { dnsName: "edge.cloudfront.net", zoneId: "Z-CDN", knowsHealth: false };
      const mistakes = await mistakesOf(() => new Dns("site", { ...base, target, routing }));
      expect(mistakes.healthCheck).toMatch(/^is required for a primary/);
      expect(await mistakesOf(() => new Dns("site", { ...base, routing }))).toEqual({});
      const asked = await mistakesOf(
        () => new Dns("site", { ...base, target, routing, healthCheck: { path: "/readyz" } }),
      );
      expect(asked).toEqual({});
    });
  });

  describe("with a health check", () => {
    const CHECK = "aws:route53/healthCheck:HealthCheck";
    const routing = { by: Routing.Latency, region: "eu-west-1" } as const;
    const make = (args: Partial<DnsArgs>) => record(() => new Dns("site", { ...base, routing, ...args }));

    it("asks the target itself for its readiness over HTTPS, and leaves it out while it is down", async () => {
      const recorded = await make({ healthCheck: { path: "/readyz" } });
      expect(recorded.one(CHECK).inputs).toMatchObject({
        type: "HTTPS",
        port: 443,
        enableSni: true,
        fqdn: "front.elb",
        resourcePath: "/readyz",
        failureThreshold: 3,
        requestInterval: 30,
      });
      expect(recorded.one(CHECK).inputs).not.toHaveProperty("regions");
      for (const { inputs } of recorded.ofType(RECORD)) {
        expect(inputs.healthCheckId).toBe("site-id");
      }
    });

    it("asks a plain address under the site's name, over HTTP when told so", async () => {
      const recorded = await make({ target: { address: "192.0.2.1" }, healthCheck: { path: "/", https: false } });
      expect(recorded.one(CHECK).inputs).toMatchObject({
        type: "HTTP",
        port: 80,
        fqdn: "app.example.com",
        ipAddress: "192.0.2.1",
      });
    });

    it("asks from chosen regions, more often and less patiently", async () => {
      const regions = ["us-east-1", "eu-west-1", "sa-east-1"];
      const recorded = await make({ healthCheck: { path: "/", regions, failures: 2, intervalSeconds: 10 } });
      expect(recorded.one(CHECK).inputs).toMatchObject({ regions, failureThreshold: 2, requestInterval: 10 });
    });

    it("rejects everything that Route 53 refuses, at once", async () => {
      const healthCheck = { path: "readyz", failures: 11, intervalSeconds: 20 as 30, regions: ["us-east-1", "mars-1"] };
      const mistakes = await mistakesOf(() => new Dns("site", { ...base, routing, healthCheck }));
      expect(Object.keys(mistakes)).toEqual([
        "healthCheck.path",
        "healthCheck.failures",
        "healthCheck.intervalSeconds",
        "healthCheck.regions",
      ]);
    });

    it("is refused for the only record of a name, which Route 53 answers with anyway", async () => {
      const mistakes = await mistakesOf(() => new Dns("site", { ...base, healthCheck: { path: "/" } }));
      expect(mistakes.healthCheck).toMatch(/^is of no use without routing/);
    });
  });
});
