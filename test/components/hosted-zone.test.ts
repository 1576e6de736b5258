import { HostedZone, type HostedZoneArgs } from "../../components/hosted-zone";
import { mistakesOf, record, resolved } from "./recorded-resources";

const ZONE = "aws:route53/zone:Zone";
const KEY = "aws:kms/key:Key";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

async function make(args: Partial<HostedZoneArgs> = {}) {
  const zones: HostedZone[] = [];
  const recorded = await record(() => {
    zones.push(new HostedZone("zone", { domain: "example.com", ...args }));
  });
  const [zone] = zones;
  if (!zone) {
    throw new Error("No zone was made.");
  }
  return { recorded, zone };
}

describe("HostedZone", () => {
  it("is the one that is there, and makes nothing", async () => {
    const { recorded, zone } = await make();
    expect(await resolved(zone.zoneId)).toBe("zone-of-example.com");
    expect(await resolved(zone.nameServers)).toEqual(["ns.example.com"]);
    expect(recorded.all.filter(({ custom }) => custom)).toEqual([]);
  });

  it("is a new one when told so, which nothing may delete, and says what the registrar must be told", async () => {
    const { recorded, zone } = await make({ create: true });
    expect(recorded.one(ZONE)).toMatchObject({ inputs: { name: "example.com", forceDestroy: false }, protect: true });
    expect(await resolved(zone.zoneId)).toBe("new-zone-of-example.com");
    expect(await resolved(zone.nameServers)).toEqual(["ns.new.example.com"]);
  });

  it("signs nothing and logs nothing unless asked to", async () => {
    const { recorded, zone } = await make({ create: true });
    for (const type of [KEY, LOG_GROUP, "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec"]) {
      expect(recorded.names(type)).toEqual([]);
    }
    expect(await resolved(zone.dsRecord)).toBe("");
  });

  describe("with DNSSEC", () => {
    it("has a signing key as Route 53 wants it, which nothing may delete", async () => {
      const { recorded } = await make({ dnssec: true });
      expect(recorded.one(KEY)).toMatchObject({
        protect: true,
        inputs: {
          region: "us-east-1",
          customerMasterKeySpec: "ECC_NIST_P256",
          keyUsage: "SIGN_VERIFY",
          deletionWindowInDays: 30,
        },
      });
    });

    it("lets Route 53 sign for this account's zones, and nobody else but the account", async () => {
      const { recorded } = await make({ dnssec: true });
      const { Statement } = JSON.parse(String(recorded.one(KEY).inputs.policy));
      expect(Statement).toEqual([
        expect.objectContaining({ Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*" }),
        expect.objectContaining({
          Principal: { Service: "dnssec-route53.amazonaws.com" },
          Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws:route53:::hostedzone/*" },
          },
        }),
        expect.objectContaining({
          Principal: { Service: "dnssec-route53.amazonaws.com" },
          Action: "kms:CreateGrant",
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        }),
      ]);
    });

    it("signs once the key is in place, and hands out the record for the parent zone", async () => {
      const { recorded, zone } = await make({ dnssec: true });
      expect(recorded.one("aws:route53/keySigningKey:KeySigningKey").inputs).toEqual({
        name: "zone_zone",
        hostedZoneId: "zone-of-example.com",
        keyManagementServiceArn: "arn:aws:zone-dnssec",
      });
      const signing = recorded.one("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec");
      expect(signing.inputs).toEqual({ hostedZoneId: "zone-of-example.com" });
      expect(signing.dependsOn).toContain("zone");
      expect(await resolved(zone.dsRecord)).toBe("ds of zone-of-example.com");
    });
  });

  it("logs queries where Route 53 can, for as long as told, once it may", async () => {
    const { recorded } = await make({ queryLogDays: 30 });
    expect(recorded.one(LOG_GROUP).inputs).toMatchObject({
      region: "us-east-1",
      name: "/aws/route53/example.com",
      retentionInDays: 30,
    });
    const policy = recorded.one("aws:cloudwatch/logResourcePolicy:LogResourcePolicy").inputs;
    expect(policy.region).toBe("us-east-1");
    expect(JSON.parse(String(policy.policyDocument)).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "route53.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: "arn:aws:zone-queries:*",
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:route53:::hostedzone/zone-of-example.com" },
        },
      },
    ]);
    const log = recorded.one("aws:route53/queryLog:QueryLog");
    expect(log.inputs).toEqual({ zoneId: "zone-of-example.com", cloudwatchLogGroupArn: "arn:aws:zone-queries" });
    expect(log.dependsOn).toContain("zone-queries-policy");
  });

  it("rejects what is no domain and a retention that AWS does not have, both at once", async () => {
    const mistakes = await mistakesOf(() => new HostedZone("zone", { domain: "example", queryLogDays: 2 }));
    expect(mistakes.domain).toBe("must be a domain such as example.com, got example");
    expect(mistakes.queryLogDays).toMatch(/^must be one of 0, 1, 3, .*, got 2$/);
  });
});
