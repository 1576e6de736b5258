import * as pulumi from "@pulumi/pulumi";
import { KEYS, Topology } from "../../stacks/setting-keys";
import { readSettings, type Settings } from "../../stacks/settings";
import { declarations, environmentConfig } from "./environment-config";

/** Settings of an environment with some keys set otherwise; null takes a key away. */
async function settings(environment: string, changes: Record<string, string | null> = {}): Promise<Settings> {
  const config = environmentConfig(environment);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) {
      delete config[`zero-to-millions:${key}`];
    } else {
      config[`zero-to-millions:${key}`] = value;
    }
  }
  const mocks = { newResource: () => ({ id: "", state: {} }), call: () => ({}) };
  await pulumi.runtime.setMocks(mocks, "zero-to-millions", environment);
  pulumi.runtime.setAllConfig(config);
  return readSettings();
}

async function refusal(environment: string, changes: Record<string, string | null>): Promise<string> {
  try {
    await settings(environment, changes);
  } catch (error) {
    expect(error).toBeInstanceOf(pulumi.RunError);
    return (error as Error).message;
  }
  throw new Error("The settings were taken.");
}

describe("readSettings", () => {
  it("reads each environment's own file", async () => {
    expect(await settings("dev")).toMatchObject({
      environment: "dev",
      topology: "single-server",
      site: null,
      zones: 1,
    });
    expect(await settings("staging")).toMatchObject({ topology: "load-balanced", databaseStandby: false });
    expect(await settings("prod")).toMatchObject({
      topology: "services",
      site: { domain: "app.example.com", hostedZone: "example.com" },
      listeners: { emails: ["oncall@example.com"] },
      databaseStandby: true,
      databaseReplicas: 2,
      natGateways: "per-zone",
    });
  });

  it("gives production no less than the safe choices", async () => {
    const prod = await settings("prod");
    expect(prod.zones).toBeGreaterThanOrEqual(3);
    expect(prod.tasksMinimum).toBeGreaterThanOrEqual(prod.zones);
    expect(prod.cacheNodes).toBeGreaterThanOrEqual(2);
    expect(prod.deletionProtection).toBe(true);
  });

  it("reads a pager's address as a secret, and has none unless it is set", async () => {
    expect((await settings("prod")).listeners).not.toHaveProperty("pagerEndpoint");
    const { pagerEndpoint } = (await settings("prod", { pagerEndpoint: "https://events.example.com/s3cret" }))
      .listeners;
    expect(await pulumi.isSecret(pulumi.output(pagerEndpoint))).toBe(true);
  });

  it("shows a wrong secret to nobody", async () => {
    expect(await refusal("prod", { pagerEndpoint: "  " })).toContain(
      "pagerEndpoint is not shown; it must be the https://",
    );
  });

  it("cannot be changed after it was read", async () => {
    const frozen = await settings("prod");
    expect(Object.isFrozen(frozen)).toBe(true);
    expect(Object.isFrozen(frozen.site)).toBe(true);
  });

  it("refuses an unknown topology with the file, the key, the value and what would be right", async () => {
    expect(await refusal("dev", { topology: "serverless" })).toBe(
      `Pulumi.dev.yaml: zero-to-millions:topology is serverless; it must be one of ${Object.values(Topology).join(", ")}.`,
    );
  });

  it.each([
    ["zones", "9", "a whole number from 1 to 6"],
    ["zones", "three", "a whole number from 1 to 6"],
    ["natGateways", "both", "one of none, single, per-zone"],
    ["databaseStandby", "yes", "true or false"],
    ["databaseClass", "t4g.medium", "a database instance class such as db.t4g.medium"],
    ["databaseReplicas", "-1", "a whole number from 0 to 15"],
    ["serverType", "m5.large", "a Graviton instance type such as t4g.small"],
    ["cacheType", "db.t4g.small", "a cache node type such as cache.t4g.small"],
    ["alertEmails", '["nobody"]', "a list, each item an e-mail address such as oncall@example.com"],
    ["alertEmails", "nobody", "a list, each item an e-mail address such as oncall@example.com"],
    ["permissionsBoundary", "cap", "the ARN of an IAM policy, or empty"],
    ["release", "canary", "one of rolling, blue-green"],
    ["firewall", "on", "one of none, count, block"],
    ["pageFolder", "/etc", "a folder from that of Pulumi.yaml, such as app/dist/page, or empty"],
    ["domain", "not a name", "a domain name such as app.example.com, or empty"],
    ["readShare", "90", "a number from 0 to 1"],
    ["shards", '["Shard 2"]', "a list, each item a name of lower-case letters, digits and hyphens such as shard-2"],
    [
      "shardRanges",
      '[{"from":0,"shard":"shard-1"}]',
      "a list, each item with from (a whole number from 0 to 4294967295), to (a whole number from 0 to 4294967295), shard (a name of lower-case letters, digits and hyphens such as shard-2)",
    ],
    [
      "webhookKeys",
      '["Second key"]',
      "a list, each item a name of lower-case letters, digits and hyphens such as second",
    ],
    ["secondRegion", "oregon", "an AWS region such as us-west-2, or empty"],
  ])("refuses %s: %s", async (key, value, expected) => {
    expect(await refusal("prod", { [key]: value })).toContain(
      `Pulumi.prod.yaml: zero-to-millions:${key} is ${value}; it must be ${expected}.`,
    );
  });

  it("refuses a key that is missing", async () => {
    expect(await refusal("prod", { zones: null })).toContain("zero-to-millions:zones is missing; it must be a whole");
  });

  it("refuses a key that is no setting, such as a misspelt one", async () => {
    expect(await refusal("prod", { natGateway: "single" })).toContain("zero-to-millions:natGateway is not a setting");
  });

  it("reports every mistake at once, in one error", async () => {
    const message = await refusal("prod", { zones: "0", topology: "x", databaseStandby: "maybe", zone: "1" });
    expect(message.split("\n")).toHaveLength(4);
  });

  it.each([
    [
      "services without a domain or a word on encryption",
      { domain: "", hostedZone: "" },
      "so topology services has no certificate",
    ],
    ["a certificate and plain HTTP together", { plainHttp: "true" }, "leave out one of the two"],
    ["a domain outside its hosted zone", { domain: "app.example.org" }, "which is not in hostedZone example.com"],
    [
      "a hosted zone without a domain",
      { domain: "", plainHttp: "true" },
      "domain is empty, which is not in hostedZone",
    ],
    ["a domain without its hosted zone", { hostedZone: "" }, "hostedZone is empty"],
    ["services in one zone", { zones: "1" }, "zones is 1, but topology services needs 2 or more"],
    ["services without a way out", { natGateways: "none" }, "natGateways is none"],
    ["fewest tasks above most tasks", { tasksMinimum: "20" }, "which is more than tasksMaximum 12"],
    ["fewest servers above most servers", { serversMinimum: "20" }, "which is more than serversMaximum 9"],
    ["services that nobody is paged for", { alertEmails: "[]" }, "alertEmails is empty"],
    [
      "two regions whose load balancers have an empty target group each",
      { topology: "multi-region", secondRegion: "us-west-2", release: "blue-green" },
      "release is blue-green, with which Route 53 takes both regions of topology multi-region for down",
    ],
    [
      "services that run the placeholder",
      { image: declarations().image?.default as string },
      "image is the placeholder",
    ],
    [
      "services whose image can become another one",
      { image: "registry.example.com/shop:1.0.0" },
      "topology services takes an image by digest",
    ],
    ["webhooks whose secrets no key encrypts", { webhookKeys: "[]" }, "webhookKeys is empty"],
    ["one key under two names", { webhookKeys: '["first","first"]' }, "webhookKeys names first twice"],
    ["shards where there is one database", { shards: '["shard-2"]' }, "topology services has one database"],
    [
      "a shard by the name of the first",
      { topology: "sharded", shards: '["shard-1"]' },
      "shards names shard-1 twice (shard-1 is the one that is there)",
    ],
    [
      "ranges that leave hashes to nobody",
      { topology: "sharded", shardRanges: '[{"from":0,"to":9,"shard":"shard-1"}]' },
      "shardRanges must give each of 4294967296 hashes one shard: hashes 10 to 4294967295 belong to no shard.",
    ],
    [
      "ranges of a shard that is not there",
      { topology: "sharded", shardRanges: '[{"from":0,"to":4294967295,"shard":"shard-3"}]' },
      "belong to shard-3, which is none of shard-1",
    ],
    ["two regions of which one has no name", { topology: "multi-region" }, "secondRegion is empty"],
    ["a second region on a rung of one", { secondRegion: "us-west-2" }, "topology services stands in one"],
    [
      "twice the same region",
      { topology: "multi-region", secondRegion: "us-east-1" },
      "secondRegion is us-east-1, which is aws:region as well",
    ],
    [
      "a promoted region that has no copy",
      { topology: "multi-region", secondRegion: "us-west-2", promotedRegion: "eu-west-1" },
      "promotedRegion is eu-west-1, where no copy is to promote",
    ],
    [
      "two regions without a name that leads to either",
      { topology: "multi-region", secondRegion: "us-west-2", domain: "", hostedZone: "", plainHttp: "true" },
      "domain is empty, but topology multi-region needs a name that leads to either region",
    ],
  ])("refuses %s", async (_, changes, expected) => {
    const message = await refusal("prod", changes);
    expect(message).toContain(expected);
    expect(message).toContain("Pulumi.prod.yaml");
  });

  it("takes two regions, and shards with their ranges", async () => {
    const ranges = [
      { from: 0, to: 2_147_483_647, shard: "shard-1" },
      { from: 2_147_483_648, to: 4_294_967_295, shard: "shard-2" },
    ];
    const changes = {
      topology: "multi-region",
      secondRegion: "us-west-2",
      shards: '["shard-2"]',
      shardRanges: JSON.stringify(ranges),
    };
    expect(await settings("prod", changes)).toMatchObject({
      region: "us-east-1",
      secondRegion: "us-west-2",
      promotedRegion: null,
      shards: ["shard-2"],
      shardRanges: ranges,
    });
  });

  it("takes a load balancer without a domain when plain HTTP is written out", async () => {
    expect(await settings("staging", { domain: "", hostedZone: "", plainHttp: "true" })).toMatchObject({ site: null });
  });

  it("refuses ranges of hashes where there is one database", async () => {
    const shardRanges = JSON.stringify([{ from: 0, to: 9, shard: "shard-1" }]);
    expect(await refusal("prod", { shardRanges })).toContain(
      "shardRanges is set, but topology services has one database; leave it out, or climb to sharded.",
    );
  });

  it("takes a zone's own name for a site, and as many servers and tasks at most as at least", async () => {
    expect((await settings("prod", { domain: "example.com" })).site).toEqual({
      domain: "example.com",
      hostedZone: "example.com",
    });
    const fixed = { serversMinimum: "6", serversMaximum: "6", tasksMinimum: "6", tasksMaximum: "6" };
    expect(await settings("prod", fixed)).toMatchObject({ serversMinimum: 6, tasksMinimum: 6, tasksMaximum: 6 });
  });

  it("takes what makes production weaker, so that policies can say what it costs", async () => {
    const weaker = await settings("prod", { natGateways: "single", databaseStandby: "false", cacheNodes: "1" });
    expect(weaker).toMatchObject({ natGateways: "single", databaseStandby: false, cacheNodes: 1 });
  });
});

describe("Pulumi.yaml", () => {
  it("declares every setting, and no other, with a description and a default", () => {
    expect(Object.keys(declarations()).sort()).toEqual(Object.keys(KEYS).sort());
    for (const declaration of Object.values(declarations())) {
      expect(declaration.description.length).toBeGreaterThan(20);
      expect(declaration).toHaveProperty("default");
    }
  });

  it("has defaults that its own settings take", async () => {
    expect(await settings("dev", {})).toBeDefined();
    for (const [key, type] of Object.entries(KEYS)) {
      const value = declarations()[key]?.default;
      expect([key, type.parse(typeof value === "string" ? value : JSON.stringify(value))]).not.toEqual([
        key,
        undefined,
      ]);
    }
  });
});
