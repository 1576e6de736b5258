import { Certificate, type CertificateArgs } from "../../components/certificate";
import { HostedZone } from "../../components/hosted-zone";
import { mistakesOf, record } from "./recorded-resources";

const RECORD = "aws:route53/record:Record";

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

  it("proves a name and all names right below it by one record, which Route 53 takes once only", async () => {
    const args = { hostedZone: "example.com", domain: "example.com", otherDomains: ["*.example.com"] };
    const recorded = await record(() => new Certificate("site", args));
    expect(recorded.one("aws:acm/certificate:Certificate").inputs).toMatchObject({
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com"],
      validationMethod: "DNS",
    });
    expect(recorded.names(RECORD)).toEqual(["site-example.com"]);
    expect(recorded.one(RECORD).inputs).toMatchObject({ name: "_proof.example.com" });
    const { inputs } = recorded.one("aws:acm/certificateValidation:CertificateValidation");
    expect(inputs.validationRecordFqdns).toEqual(["_proof.example.com"]);
  });

  it("is proved in a zone that this program makes", async () => {
    const recorded = await record(() => {
      const hostedZone = new HostedZone("zone", { domain: "example.com", create: true });
      new Certificate("site", { ...base, hostedZone });
    });
    expect(recorded.one(RECORD).inputs.zoneId).toBe("new-zone-of-example.com");
  });

  it("rejects records of a certificate that does not have all of its names: it would never be issued", async () => {
    const mistakes = await mistakesOf(() => {
      const provedBy = new Certificate("site", base);
      new Certificate("edge", { ...base, otherDomains: [other], provedBy });
    });
    expect(mistakes).toEqual({ provedBy: `must have each of these names too, lacks ${other}` });
  });
});
