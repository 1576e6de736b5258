import Big from "big.js";
import fc from "fast-check";
import { estimateCost } from "../../../model/cost";
import type { UsageKeys } from "../../../model/cost/usage-file/known-types";
import types from "../../../model/cost/usage-file/usage-keys.json";
import type { PlannedResource } from "../../../model/plan";
import type { PropertyMap } from "../../../model/value";
import { plannedResource, planOf } from "./plans";

const NAT = "aws:ec2/natGateway:NatGateway";
const REDIS = "aws:elasticache/replicationGroup:ReplicationGroup";
const total = (resources: readonly PlannedResource[], options: Parameters<typeof estimateCost>[1] = {}): Big =>
  new Big(estimateCost(planOf(resources), options).monthly.total);

/** Resources of many kinds, with arguments that AWS would take. */
const anyResource = fc.oneof(
  fc.record({ type: fc.constant(NAT), inputs: fc.constant({}) }),
  fc.record({
    type: fc.constant("aws:ebs/volume:Volume"),
    inputs: fc.record({
      type: fc.constantFrom("gp2", "gp3", "st1", "sc1"),
      size: fc.integer({ min: 1, max: 16_000 }),
    }),
  }),
  fc.record({
    type: fc.constant("aws:rds/instance:Instance"),
    inputs: fc.record({
      engine: fc.constantFrom("mysql", "postgres"),
      instanceClass: fc.constantFrom("db.t4g.micro", "db.m7g.large"),
      allocatedStorage: fc.integer({ min: 20, max: 1000 }),
      storageType: fc.constant("gp3"),
      multiAz: fc.boolean(),
    }),
  }),
  fc.record({
    type: fc.constant(REDIS),
    inputs: fc.record({
      engine: fc.constant("redis"),
      nodeType: fc.constant("cache.t4g.micro"),
      numCacheClusters: fc.integer({ min: 1, max: 6 }),
    }),
  }),
  fc.record({ type: fc.constant("aws:sqs/queue:Queue"), inputs: fc.constant({}) }),
);
const anyProgram = fc
  .array(anyResource, { minLength: 1, maxLength: 12 })
  .map((all) => all.map(({ type, inputs }, index) => plannedResource({ type, name: `r${index}`, inputs })));

const requests = fc.integer({ min: 0, max: 2_000_000_000 });

test("the lines of a bill add up to its total, digit by digit, and fixed and usage to both", () => {
  fc.assert(
    fc.property(anyProgram, requests, (resources, monthly_requests) => {
      const resourceUsage = Object.fromEntries(resources.map(({ urn }) => [urn, { monthly_requests }]));
      const { lines, monthly } = estimateCost(planOf(resources), { resourceUsage });
      const sum = lines.reduce((all, line) => all.plus(line.monthly ?? 0), new Big(0));
      expect(monthly.total).toBe(sum.toFixed());
      expect(new Big(monthly.fixed).plus(monthly.usage).toFixed()).toBe(monthly.total);
    }),
    { numRuns: 100 },
  );
});

test("one more resource never makes a bill smaller, nor another's lines, except by a shared tier", () => {
  fc.assert(
    fc.property(anyProgram, anyResource, requests, (resources, { type, inputs }, monthly_requests) => {
      const more = [...resources, plannedResource({ type, name: "more", inputs })];
      expect(total(more).gte(total(resources))).toBe(true);
      // Under use, the new one may move others into a cheaper tier, but the bill still grows.
      const resourceUsage = Object.fromEntries(more.map(({ urn }) => [urn, { monthly_requests }]));
      expect(total(more, { resourceUsage }).gte(total(resources, { resourceUsage }))).toBe(true);
      const [before, after] = [resources, more].map((each) => estimateCost(planOf(each)).lines);
      const kept = (after ?? []).filter(({ urn }) => !urn.endsWith("::more"));
      expect(kept).toEqual(before);
    }),
    { numRuns: 100 },
  );
});

test("more of what is used never costs less", () => {
  const queue = plannedResource({ type: "aws:sqs/queue:Queue", name: "work", inputs: {} });
  const cost = (monthly_requests: number): Big =>
    total([queue], { resourceUsage: { [queue.urn]: { monthly_requests } } });
  fc.assert(
    fc.property(requests, requests, (a, b) => {
      expect(cost(Math.max(a, b)).gte(cost(Math.min(a, b)))).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("more hours, and more members, never cost less; a whole month costs what no hours declared cost", () => {
  const cache = (numCacheClusters: number) =>
    plannedResource({
      type: REDIS,
      name: "cache",
      inputs: { engine: "redis", nodeType: "cache.t4g.micro", numCacheClusters },
    });
  const cost = (count: number, monthly_hrs: number): Big =>
    total([cache(count)], { resourceUsage: { [cache(count).urn]: { monthly_hrs } } });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 729 }),
      fc.integer({ min: 1, max: 15 }),
      (count, hours, more) => {
        expect(cost(count, hours + more).gt(cost(count, hours))).toBe(true);
        expect(cost(count + 1, hours + more).gt(cost(count, hours + more))).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
  expect(cost(3, 730).toFixed()).toBe(total([cache(3)]).toFixed());
});

/** Arguments that make a type billed by all that its usage keys stand for. */
const ARGUMENTS: { readonly [type: string]: PropertyMap } = {
  "aws:apigatewayv2/api:Api": { protocolType: "WEBSOCKET" },
  "aws:cloudfront/distribution:Distribution": {
    origins: [{ originShield: { enabled: true, originShieldRegion: "eu-west-1" } }],
    defaultCacheBehavior: { fieldLevelEncryptionId: "key", realtimeLogConfigArn: "arn" },
    viewerCertificate: { sslSupportMethod: "vip" },
  },
  "aws:dynamodb/table:Table": { billingMode: "PAY_PER_REQUEST", pointInTimeRecovery: { enabled: true } },
  "aws:ebs/volume:Volume": { type: "standard", size: 10 },
  "aws:ec2/instance:Instance": { instanceType: "t3.large", subnetId: "subnet-1" },
  "aws:efs/fileSystem:FileSystem": { lifecyclePolicies: [{ transitionToIa: "AFTER_30_DAYS" }] },
  "aws:elasticache/cluster:Cluster": { engine: "redis", nodeType: "cache.t4g.micro", snapshotRetentionLimit: 3 },
  "aws:globalaccelerator/endpointGroup:EndpointGroup": { endpointGroupRegion: "us-east-1" },
  "aws:rds/cluster:Cluster": { engine: "aurora-mysql", backupRetentionPeriod: 5, engineMode: "serverless" },
  "aws:rds/clusterInstance:ClusterInstance": { engine: "aurora-mysql", instanceClass: "db.t3.medium" },
  "aws:rds/instance:Instance": { engine: "mysql", instanceClass: "db.t3.medium", storageType: "standard" },
  "aws:sfn/stateMachine:StateMachine": { type: "EXPRESS" },
  "aws:ssm/parameter:Parameter": { tier: "Advanced" },
};
const FIGURES = Object.entries(types as { readonly [type: string]: { readonly keys: UsageKeys } }).flatMap(
  ([type, { keys }]) => figuresOf(keys).map((key) => ({ type, key })),
);

/** Keys that hold a figure, with those one level down. */
function figuresOf(keys: UsageKeys): readonly (readonly string[])[] {
  return Object.entries(keys).flatMap(([key, shape]) => {
    if (typeof shape === "object") return figuresOf(shape).map((inner) => [key, ...inner]);
    return shape === "number" ? [[key]] : [];
  });
}

test("more of any usage of any type never costs less, whatever else is used", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FIGURES),
      fc.dictionary(fc.constantFrom(...FIGURES.map(({ key }) => key[0] ?? "")), fc.nat(10_000), { maxKeys: 3 }),
      fc.nat(2_000_000),
      fc.nat(2_000_000),
      ({ type, key }, others, some, more) => {
        const resource = plannedResource({ type, name: "one", inputs: ARGUMENTS[type] ?? {} });
        const cost = (amount: number): Big => {
          const [name = "", inner] = key;
          const usage = { ...others, [name]: inner === undefined ? amount : { [inner]: amount } };
          return total([resource], { resourceUsage: { [resource.urn]: usage } });
        };
        expect(cost(some + more).gte(cost(some))).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});
