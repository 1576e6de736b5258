import { Firewall, type FirewallArgs, FirewallMode, Guarded } from "../../components/firewall";
import { mistakesOf, type RecordedResources, record } from "./recorded-resources";

const ACL = "aws:wafv2/webAcl:WebAcl";
const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly statement: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const firewall = (args?: FirewallArgs) => record(() => new Firewall("edge", args));
const rules = (recorded: RecordedResources) => recorded.one(ACL).inputs.rules as readonly Rule[];
const rule = async (name: string, args?: FirewallArgs) =>
  rules(await firewall(args)).find((each) => each.name === name);

describe("Firewall", () => {
  it("stands before CloudFront, in the region where CloudFront looks for it, and lets honest requests pass", async () => {
    const recorded = await firewall();
    expect(recorded.one(ACL).inputs).toMatchObject({
      scope: "CLOUDFRONT",
      region: "us-east-1",
      defaultAction: { allow: {} },
    });
  });

  it("answers 429, with the time to wait, to an address that sends too much in a minute", async () => {
    expect(await rule("rate-limit")).toMatchObject({
      statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: 1_000, evaluationWindowSec: 60 } },
      action: {
        block: {
          customResponse: {
            responseCode: 429,
            customResponseBodyKey: "too-many-requests",
            responseHeaders: [{ name: "Retry-After", value: "60" }],
          },
        },
      },
    });
    const { customResponseBodies } = (await firewall()).one(ACL).inputs;
    expect(customResponseBodies).toMatchObject([{ key: "too-many-requests", contentType: "APPLICATION_JSON" }]);
  });

  it("asks AWS's groups for bad addresses, bad inputs and common attacks, after the rate limit", async () => {
    const all = rules(await firewall());
    expect(all.map(({ priority }) => priority)).toEqual([0, 1, 2, 3]);
    expect(all[0]?.name).toBe("rate-limit");
    expect(all.slice(1).map(({ statement }) => statement.managedRuleGroupStatement)).toMatchObject([
      { vendorName: "AWS", name: "AWSManagedRulesAmazonIpReputationList" },
      { vendorName: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" },
      { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" },
    ]);
    for (const each of all.slice(1)) {
      expect(each).toMatchObject({ overrideAction: { none: {} } });
    }
  });

  it("refuses nothing in count mode", async () => {
    const all = rules(await firewall({ mode: FirewallMode.Count }));
    expect(all).toHaveLength(4);
    expect(JSON.stringify(all)).not.toMatch(/"block"|"none"/);
    expect(all[0]).toMatchObject({ action: { count: {} } });
    for (const each of all.slice(1)) {
      expect(each).toMatchObject({ overrideAction: { count: {} } });
    }
  });

  it("lets bodies above 8 KiB pass by default, and other rules that are named", async () => {
    const overrides = async (args?: FirewallArgs) =>
      (await rule("common", args))?.statement.managedRuleGroupStatement?.ruleActionOverrides;
    expect(await overrides()).toEqual([{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }]);
    expect(await overrides({ countedRules: {} })).toEqual([]);
    expect(await overrides({ countedRules: { common: ["NoUserAgent_HEADER"] } })).toMatchObject([
      { name: "NoUserAgent_HEADER" },
    ]);
  });

  it("shows in CloudWatch what each rule matched, under names of their own", async () => {
    const { rules: all, visibilityConfig } = (await firewall()).one(ACL).inputs;
    const seen = [visibilityConfig, ...(all as { visibilityConfig: unknown }[]).map((each) => each.visibilityConfig)];
    expect(seen).toHaveLength(5);
    expect(new Set(seen.map((each) => (each as { metricName: string }).metricName)).size).toBe(5);
    for (const each of seen) {
      expect(each).toMatchObject({ cloudwatchMetricsEnabled: true });
    }
  });

  it("stands before load balancers in the provider's region when told so", async () => {
    const recorded = await firewall({ guards: Guarded.LoadBalancer, logDays: 7 });
    expect(recorded.one(ACL).inputs.scope).toBe("REGIONAL");
    for (const type of [ACL, LOGGING, LOG_GROUP]) {
      expect(recorded.one(type).inputs).not.toHaveProperty("region");
    }
  });

  it("keeps no log unless told for how long", async () => {
    const recorded = await firewall();
    expect(recorded.names(LOGGING)).toEqual([]);
    expect(recorded.names(LOG_GROUP)).toEqual([]);
  });

  it("logs what it refuses or counts, beside it and without anybody's credentials", async () => {
    const recorded = await firewall({ logDays: 30 });
    expect(recorded.one(LOG_GROUP).inputs).toMatchObject({
      name: "aws-waf-logs-shop-test-edge",
      retentionInDays: 30,
      region: "us-east-1",
    });
    expect(recorded.one(LOGGING).inputs).toMatchObject({
      resourceArn: "arn:aws:edge",
      region: "us-east-1",
      logDestinationConfigs: ["arn:aws:edge-firewall"],
      redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
      loggingFilter: { defaultBehavior: "DROP", filters: [{ behavior: "KEEP", requirement: "MEETS_ANY" }] },
    });
    const text = JSON.stringify(recorded.one(LOGGING).inputs.loggingFilter);
    expect(text).toContain('"BLOCK"');
    expect(text).toContain('"COUNT"');
    expect(text).not.toContain('"ALLOW"');
  });

  it.each([9, 0, 1.5])("rejects a limit of %s requests a minute", async (requestsPerMinute) => {
    expect(await mistakesOf(() => new Firewall("edge", { requestsPerMinute }))).toEqual({
      requestsPerMinute: `must be a whole number between 10 and 2000000000, got ${requestsPerMinute}`,
    });
  });
});
