import fc from "fast-check";
import type { Plan, PlannedResource, ResourceOptions } from "../../../model/plan";
import { type PropertyMap, Secret, UNKNOWN, type Value } from "../../../model/value";

const texts = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom("<unknown>", "[secret]", "<auto-named>", "", "pages-0a1b2c3", '{"a":1}', "$text", "__proto__"),
);

const keys = fc.oneof(
  fc.constantFrom("name", "tags", "engine", "$text", "$object", "__proto__", "constructor", "a.b", "region"),
  fc.string({ minLength: 1, maxLength: 8 }),
);

/** Property values of every kind that a plan can hold. */
const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value; map: PropertyMap }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    texts,
    fc.constant(UNKNOWN),
    tie("value").map((inner) => new Secret(inner)),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("map"),
  ),
  map: fc
    .array(fc.tuple(keys, tie("value")), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries) as PropertyMap),
})).value;

const maps: fc.Arbitrary<PropertyMap> = fc
  .array(fc.tuple(keys, values), { maxLength: 5 })
  .map((entries) => Object.fromEntries(entries) as PropertyMap);

const options: fc.Arbitrary<ResourceOptions> = fc.record(
  {
    protect: fc.boolean(),
    retainOnDelete: fc.boolean(),
    ignoreChanges: fc.array(fc.constantFrom("tags", 'tags["a.b"]', "name"), { maxLength: 2 }),
    replaceOnChanges: fc.array(fc.constantFrom("engine", "*"), { maxLength: 1 }),
    customTimeouts: fc.constant({ create: 300 }),
    resourceHooks: fc.constant({ BeforeCreate: ["audit"] }),
    version: fc.constant("7.48.0"),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const types = fc.constantFrom(
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:sqs/queue:Queue",
  "aws:glue/job:Job",
  "my:web:Site",
);

interface Seed {
  readonly type: string;
  readonly name: string;
  readonly inputs: PropertyMap;
  readonly options: ResourceOptions;
  readonly from: readonly number[];
  readonly autoNamed: boolean;
}

const seeds = fc.record<Seed>({
  type: types,
  name: fc.string({ minLength: 1, maxLength: 8 }),
  inputs: maps,
  options,
  from: fc.array(fc.nat({ max: 9 }), { maxLength: 2 }),
  autoNamed: fc.boolean(),
});

/** Plans with unique URNs, whose dependencies point at resources that stand before. */
export const plans: fc.Arbitrary<Plan> = fc
  .record({
    seeds: fc.uniqueArray(seeds, { maxLength: 6, selector: ({ type, name }) => `${type} ${name}` }),
    outputs: maps,
    region: fc.constantFrom("eu-west-1", "us-east-1", null),
  })
  .map(({ seeds, outputs, region }) => {
    const resources = [resource("pulumi:pulumi:Stack", "shop-dev", [])];
    for (const seed of seeds) resources.push(fromSeed(seed, resources));
    return { project: "shop", stack: "dev", resources, outputs, region };
  });

function fromSeed(seed: Seed, earlier: readonly PlannedResource[]): PlannedResource {
  const urns = seed.from.flatMap((at) => earlier[at]?.urn ?? []);
  const [first] = Object.keys(seed.inputs);
  const { inputs } = seed;
  return {
    ...resource(seed.type, seed.name, earlier),
    inputs: seed.autoNamed ? { ...inputs, bucket: `${seed.name}-0a1b2c3` } : inputs,
    outputs: inputs,
    options: seed.options,
    dependencies: urns,
    propertyDependencies: first === undefined || urns.length === 0 ? {} : { [first]: urns },
    autoNamed: seed.autoNamed ? ["bucket"] : [],
  };
}

function resource(type: string, name: string, earlier: readonly PlannedResource[]): PlannedResource {
  const custom = type.startsWith("aws:");
  return {
    op: "create",
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    name,
    custom,
    parent: earlier[0]?.urn ?? null,
    provider: custom ? "urn:pulumi:dev::shop::pulumi:providers:aws::default" : null,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    options: {},
    autoNamed: [],
  };
}
