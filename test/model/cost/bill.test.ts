import Big from "big.js";
import fc from "fast-check";
import { Bill, type EstimateOptions, estimateCost } from "../../../model/cost";
import type { Plan, PlannedResource } from "../../../model/plan";
import type { PropertyMap } from "../../../model/value";
import { from } from "../plan-builder";
import { shop } from "../shop";

const PLAN: Plan = shop({
  database: { instanceClass: "db.t4g.small", storageType: "gp3" },
  cache: { nodeType: "cache.t4g.small", engine: "valkey" },
  extra: (plan, { database }) => {
    // What pricers ask others about: a group its template, a replica its primary.
    const template = plan.add("aws:ec2/launchTemplate:LaunchTemplate", "batch", { instanceType: "t3.micro" });
    plan.add("aws:autoscaling/group:Group", "batch", { minSize: 2, launchTemplate: from(template) });
    const sizes = { requiresCompatibilities: ["FARGATE"], cpu: "256", memory: "2048" };
    const task = plan.add("aws:ecs/taskDefinition:TaskDefinition", "api", sizes);
    const service = plan.add("aws:ecs/service:Service", "api", { launchType: "FARGATE", taskDefinition: from(task) });
    const floor = { serviceNamespace: "ecs", resourceId: from(service), minCapacity: 4, maxCapacity: 9 };
    plan.add("aws:appautoscaling/target:Target", "web", floor);
    plan.add("aws:rds/instance:Instance", "reports", { replicateSourceDb: from(database) });
  },
});

const LOAD: EstimateOptions = { usage: { requestsPerSecond: 900, readShare: 0.9, payloadKiB: 200, storedGiB: 5000 } };
/** Enough to stand on several tiers of what AWS counts over the whole account. */
const TIERED: EstimateOptions = {
  resourceUsage: Object.fromEntries(
    PLAN.resources
      .flatMap(({ urn }) => [urn, `${urn}-more`])
      .map((urn) => [urn, { monthly_requests: 8e10, standard: { storage_gb: 40_000 }, storage_gb: 40_000 }]),
  ),
};

/** Arguments that decide what something costs; a type takes no notice of those that are not its own. */
const inputs: fc.Arbitrary<PropertyMap> = fc.record({
  fifoQueue: fc.boolean(),
  minCapacity: fc.integer({ min: 5, max: 20 }),
  desiredCount: fc.integer({ min: 0, max: 9 }),
  minSize: fc.integer({ min: 0, max: 9 }),
  instanceType: fc.constantFrom("t3.large", "m5.xlarge"),
  instanceClass: fc.constantFrom("db.t4g.large", "db.m7g.large"),
  multiAz: fc.boolean(),
  allocatedStorage: fc.integer({ min: 20, max: 900 }),
  numCacheClusters: fc.integer({ min: 1, max: 5 }),
  requiresCompatibilities: fc.constant(["FARGATE"]),
  cpu: fc.constantFrom("256", "1024"),
  memory: fc.constantFrom("2048", "4096"),
});
const SIZED = /rds\/instance|elasticache\/replicationGroup|ecs|autoscaling|launchTemplate|sqs|s3\/bucket:/;
const sized = PLAN.resources.filter(({ type }) => SIZED.test(type));
/** A resource of the plan otherwise, or one more like it. */
const change = fc.record({ found: fc.constantFrom(...sized), inputs, more: fc.boolean() });

function changedResource({
  found,
  inputs,
  more,
}: {
  found: PlannedResource;
  inputs: PropertyMap;
  more: boolean;
}): PlannedResource {
  const otherwise = { ...found, inputs: { ...found.inputs, ...inputs } };
  return more ? { ...otherwise, urn: `${found.urn}-more`, name: `${found.name}-more` } : otherwise;
}

function priced(resources: readonly PlannedResource[], options: EstimateOptions): Big {
  return new Big(estimateCost({ ...PLAN, resources }, options).monthly.total);
}

test.each([
  ["no usage", {}],
  ["a declared load, which other resources share", LOAD],
  ["graduated prices, counted over all", TIERED],
] as const)("a difference is that of the two bills: %s", (_, options) => {
  const bill = new Bill(PLAN, options);
  const before = priced(PLAN.resources, options);
  const moved = new Set<string>();
  fc.assert(
    fc.property(
      fc.uniqueArray(change, { selector: ({ found }) => found.urn, minLength: 1, maxLength: 3 }),
      (changes) => {
        const changed = changes.map(changedResource);
        const byUrn = new Map(changed.map((each) => [each.urn, each]));
        const kept = PLAN.resources.map((each) => byUrn.get(each.urn) ?? each);
        const after = [...kept, ...changed.filter((each) => !kept.includes(each))];
        const expected = priced(after, options).minus(before);
        expect(bill.difference(changed).round(2).toFixed(2)).toBe(expected.round(2).toFixed(2));
        moved.add(expected.toFixed(2));
      },
    ),
    { numRuns: 60 },
  );
  expect(moved.size).toBeGreaterThan(10);
});
