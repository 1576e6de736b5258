import { Dns, type DnsArgs } from "../../components/dns";
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
});
