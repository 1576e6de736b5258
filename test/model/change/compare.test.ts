import { type Change, comparePlans } from "../../../model/change";
import type { Plan, PlannedResource } from "../../../model/plan";
import { Secret, UNKNOWN } from "../../../model/value";
import { from, type Inputs, PlanBuilder } from "../plan-builder";

const DATABASE = "aws:rds/instance:Instance";
const BUCKET = "aws:s3/bucket:Bucket";
const KEY = "aws:kms/key:Key";

const planOf = (build: (plan: PlanBuilder) => void): Plan => {
  const builder = new PlanBuilder();
  build(builder);
  return builder.plan();
};

const one = (type: string, inputs: Inputs, more: Partial<PlannedResource> = {}): Plan =>
  planOf((plan) => plan.add(type, "main", inputs, more));

const changeOf = (before: Plan, after: Plan, name = "main"): Change => {
  const found = comparePlans(before, after).find((change) => change.name === name);
  if (!found) throw new Error(`${name} is in neither plan`);
  return found;
};

const propertiesOf = (before: Plan, after: Plan): unknown =>
  changeOf(before, after).properties.map(({ path, before: old, after: now, effect }) => [path, old, now, effect]);

describe("what happens to a resource", () => {
  test("it is created, deleted, or stays", () => {
    const [none, some] = [planOf(() => undefined), one(BUCKET, {})];
    expect(changeOf(none, some).kind).toBe("create");
    expect(changeOf(some, none).kind).toBe("delete");
    expect(changeOf(some, some).kind).toBe("same");
  });

  test("a property that the provider changes in place updates it", () => {
    const change = changeOf(one(DATABASE, { instanceClass: "a" }), one(DATABASE, { instanceClass: "b" }));
    expect(change).toMatchObject({ kind: "update", mayReplace: false });
    expect(change.properties).toEqual([
      { path: "instanceClass", before: "a", after: "b", effect: "update", reason: null },
    ]);
  });

  test("a property that the table names replaces it", () => {
    const change = changeOf(one(DATABASE, { username: "a" }), one(DATABASE, { username: "b" }));
    expect(change).toMatchObject({ kind: "replace", reasons: ["username changes"] });
  });

  test("a property that the table does not have may replace it", () => {
    const change = changeOf(one(DATABASE, { brandNew: 1 }), one(DATABASE, { brandNew: 2 }));
    expect(change).toMatchObject({ kind: "update", mayReplace: true });
  });

  test("a type that the table does not have may be replaced by any property but a tag", () => {
    const job = "aws:glue/job:Job";
    expect(changeOf(one(job, { x: 1 }), one(job, { x: 2 }))).toMatchObject({ kind: "update", mayReplace: true });
    expect(changeOf(one(job, { tags: { a: "1" } }), one(job, { tags: { a: "2" } })).mayReplace).toBe(false);
  });

  test("a resource to delete is in neither plan's future", () => {
    expect(changeOf(one(BUCKET, {}), one(BUCKET, {}, { op: "delete" })).kind).toBe("delete");
    expect(changeOf(one(BUCKET, {}, { op: "delete" }), one(BUCKET, {})).kind).toBe("create");
  });

  test("protecting it is an update of its own", () => {
    const change = changeOf(one(BUCKET, {}), one(BUCKET, {}, { options: { protect: true } }));
    expect(change).toMatchObject({ kind: "update", options: [{ option: "protect", before: false, after: true }] });
  });

  test("another region replaces it", () => {
    const here = one(DATABASE, {});
    const there = new PlanBuilder("shop", "test", "eu-west-1");
    there.add(DATABASE, "main", {});
    expect(changeOf(here, there.plan())).toMatchObject({ kind: "replace", reasons: ["region changes"] });
    expect(changeOf(here, one(DATABASE, { region: "us-east-1" })).kind).toBe("same");
  });

  test("the plan of another stack is compared as if it were this one's", () => {
    const other = new PlanBuilder("shop", "prod");
    other.add(BUCKET, "main", {});
    expect(comparePlans(one(BUCKET, {}), other.plan()).every(({ kind }) => kind === "same")).toBe(true);
  });
});

describe("options of a resource", () => {
  test("ignoreChanges hides a change, also inside a property", () => {
    const options = { ignoreChanges: ["username", "tags.a"] };
    const after = one(DATABASE, { username: "b", tags: { a: "2", b: "2" } }, { options });
    expect(propertiesOf(one(DATABASE, { username: "a", tags: { a: "1", b: "1" } }), after)).toEqual([
      ["tags.b", "1", "2", "update"],
    ]);
  });

  test("replaceOnChanges makes a change a replacement", () => {
    const after = one(DATABASE, { instanceClass: "b" }, { options: { replaceOnChanges: ["instanceClass"] } });
    expect(changeOf(one(DATABASE, { instanceClass: "a" }), after).kind).toBe("replace");
  });

  test("an alias says that a renamed resource is the same, and so are its children", () => {
    const site = (plan: PlanBuilder, name: string, more: Partial<PlannedResource>): void => {
      const parent = plan.add("my:web:Site", name, {}, { custom: false, provider: null, ...more });
      const urn = `urn:pulumi:test::shop::my:web:Site$${BUCKET}::${name}-files`;
      plan.add(BUCKET, `${name}-files`, {}, { urn, parent: parent.urn });
    };
    const before = planOf((plan) => site(plan, "old", {}));
    const aliases = ["urn:pulumi:test::shop::my:web:Site::old"];
    const after = planOf((plan) => site(plan, "new", { options: { aliases } }));
    const changes = comparePlans(before, after);
    expect(changes.every(({ kind }) => kind === "same")).toBe(true);
    expect(changes.find(({ name }) => name === "new-files")?.previousUrn).toMatch(/::old-files$/);
  });

  test("an alias takes nothing from a resource that still has its name", () => {
    const options = { aliases: [`urn:pulumi:test::shop::${BUCKET}::main`] };
    const after = planOf((plan) => {
      plan.add(BUCKET, "second", {}, { options });
      plan.add(BUCKET, "main", {});
    });
    expect(changeOf(one(BUCKET, {}), after, "second").kind).toBe("create");
    expect(changeOf(one(BUCKET, {}), after).kind).toBe("same");
  });
});

describe("what is read and not managed", () => {
  const read = (id: string): Plan => one(BUCKET, {}, { op: "read", external: true, id });

  test("comes and goes without a change", () => {
    const none = planOf(() => undefined);
    expect(comparePlans(none, read("b")).every(({ kind }) => kind === "same")).toBe(true);
    expect(comparePlans(read("b"), none).every(({ kind }) => kind === "same")).toBe(true);
  });

  test("is created when the program starts to manage it", () => {
    expect(changeOf(read("b"), one(BUCKET, {})).kind).toBe("create");
  });

  test("replaces the managed one unless it is the same", () => {
    const managed = one(BUCKET, {}, { op: "same", id: "b" });
    expect(changeOf(managed, read("b")).kind).toBe("same");
    expect(changeOf(managed, read("c")).kind).toBe("replace");
  });
});

describe("values that a plan does not know", () => {
  const keyed = (inputs: Inputs, keyInputs: Inputs = {}): Plan =>
    planOf((plan) => {
      const key = plan.add(KEY, "key", keyInputs);
      plan.add(DATABASE, "main", { ...inputs, kmsKeyId: from(key) });
    });

  test("are the same where they come from the same resources", () => {
    expect(changeOf(keyed({}), keyed({})).kind).toBe("same");
  });

  test("change where they come from another resource", () => {
    const other = planOf((plan) => {
      plan.add(KEY, "key", {});
      const second = plan.add(KEY, "second", {});
      plan.add(DATABASE, "main", { kmsKeyId: from(second) });
    });
    expect(changeOf(keyed({}), other)).toMatchObject({
      kind: "replace",
      reasons: ["kmsKeyId changes (it comes from other resources)"],
    });
  });

  test("may change where some of what they come from does, as an output of a component comes from all of it", () => {
    const group = "aws:ec2/securityGroup:SecurityGroup";
    const network = (property: string, subnets: number): Plan =>
      planOf((plan) => {
        const vpc = plan.add("aws:ec2/vpc:Vpc", "vpc", {});
        const others = Array.from({ length: subnets }, (_, at) => plan.add("aws:ec2/subnet:Subnet", `s${at}`, {}));
        plan.add(group, "main", { [property]: from(vpc, ...others) });
      });
    // A VPC's id is of the VPC, whatever else its component made.
    expect(changeOf(network("vpcId", 3), network("vpcId", 2)).kind).toBe("same");
    expect(changeOf(network("namePrefix", 3), network("namePrefix", 2))).toMatchObject({
      kind: "update",
      mayReplace: true,
      properties: [{ reason: "some of what it comes from changes" }],
    });
  });

  test("change with the replacement of what they come from, and so on", () => {
    const after = keyed({}, { keyUsage: "SIGN_VERIFY" });
    expect(changeOf(keyed({}), after, "key").kind).toBe("replace");
    expect(changeOf(keyed({}), after).kind).toBe("replace");
  });

  test("are what exists, where that comes from the same resources", () => {
    const exists = keyed({});
    const state: Plan = {
      ...exists,
      resources: exists.resources.map((each) =>
        each.type === DATABASE ? { ...each, op: "same", inputs: { ...each.inputs, kmsKeyId: "arn:key" } } : each,
      ),
    };
    expect(changeOf(state, keyed({})).kind).toBe("same");
    expect(changeOf(keyed({}), state).kind).toBe("same");
  });

  test("from no resource may be what exists", () => {
    const record = "aws:route53/record:Record";
    expect(changeOf(one(record, { zoneId: "Z1" }), one(record, { zoneId: UNKNOWN }))).toMatchObject({
      kind: "update",
      mayReplace: true,
      properties: [{ reason: "one of the plans does not know it" }],
    });
  });

  test("references are compared by what they refer to", () => {
    const reference = (urn: string, id: string): Inputs => ({
      network: { "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", urn, id },
    });
    const [old, now, other] = [reference("urn:a", "1"), reference("urn:a", ""), reference("urn:b", "1")];
    expect(changeOf(one("my:web:Site", old), one("my:web:Site", now)).kind).toBe("same");
    expect(changeOf(one("my:web:Site", old), one("my:web:Site", other)).kind).toBe("update");
  });

  test("a secret that one plan does not know is no change, but is named", () => {
    const known = one(DATABASE, { password: new Secret("hunter2") });
    const unknown = one(DATABASE, { password: new Secret(UNKNOWN) });
    expect(changeOf(known, unknown)).toMatchObject({ kind: "same", uncompared: ["password"] });
  });

  test("a secret that both plans know changes as a whole", () => {
    const [before, after] = [one(BUCKET, { x: new Secret({ a: 1 }) }), one(BUCKET, { x: new Secret({ a: 2 }) })];
    expect(JSON.stringify(propertiesOf(before, after))).toBe('[["x","[secret]","[secret]","may-replace"]]');
    expect(changeOf(before, before).kind).toBe("same");
  });

  test("a secret that becomes plain is not told in its new form either", () => {
    const before = one(BUCKET, { x: new Secret("old") });
    expect(JSON.stringify(propertiesOf(before, one(BUCKET, { x: "new" })))).not.toMatch(/old|new/);
  });
});

describe("automatic names", () => {
  const named = (bucket: string, policy: string): Plan =>
    planOf((plan) => {
      const pages = plan.add(BUCKET, "pages", { bucket }, { autoNamed: ["bucket"] });
      plan.add(
        "aws:s3/bucketPolicy:BucketPolicy",
        "main",
        { policy },
        {
          propertyDependencies: { policy: [pages.urn] },
        },
      );
    });

  test("are no change, nor are they inside other texts", () => {
    const before = named("pages-0a1b2c3", "arn:aws:s3:::pages-0a1b2c3/*");
    const after = named("pages-d4e5f60", "arn:aws:s3:::pages-d4e5f60/*");
    expect(comparePlans(before, after).every(({ kind }) => kind === "same")).toBe(true);
  });

  test("are no change where one plan does not show them", () => {
    const auto = one(BUCKET, { bucket: "main-0a1b2c3" }, { autoNamed: ["bucket"] });
    expect(changeOf(auto, one(BUCKET, {})).kind).toBe("same");
    expect(changeOf(one(BUCKET, {}), auto).kind).toBe("same");
  });

  test("a name of one's own in their place replaces", () => {
    const auto = one(BUCKET, { bucket: "main-0a1b2c3" }, { autoNamed: ["bucket"] });
    expect(changeOf(auto, one(BUCKET, { bucket: "mine" })).kind).toBe("replace");
    expect(changeOf(auto, one(BUCKET, { bucket: "main-0a1b2c3" })).kind).toBe("same");
  });
});

describe("what a provider takes for the same", () => {
  test.each<[string, string, Inputs, Inputs]>([
    ["a number as text", DATABASE, { allocatedStorage: 20 }, { allocatedStorage: "20" }],
    ["a flag as text", DATABASE, { multiAz: true }, { multiAz: "true" }],
    ["an absent property and null", DATABASE, {}, { instanceClass: null }],
    [
      "a document that is laid out differently",
      "aws:sqs/queue:Queue",
      { policy: '{"a":1,"b":2}' },
      { policy: '{ "b": 2, "a": 1 }' },
    ],
    ["a set in another order", DATABASE, { vpcSecurityGroupIds: ["a", "b"] }, { vpcSecurityGroupIds: ["b", "a"] }],
    ["a default written out", KEY, {}, { keyUsage: "ENCRYPT_DECRYPT" }],
    ["false written out", DATABASE, {}, { storageEncrypted: false }],
  ])("%s", (_, type, before, after) => {
    expect(changeOf(one(type, before), one(type, after)).kind).toBe("same");
  });

  test("what AWS had chosen anyway", () => {
    const before = one(DATABASE, {}, { outputs: { availabilityZone: "us-east-1a" } });
    expect(changeOf(before, one(DATABASE, { availabilityZone: "us-east-1a" })).kind).toBe("same");
    expect(changeOf(before, one(DATABASE, { availabilityZone: "us-east-1b" })).kind).toBe("replace");
  });

  test("leaving out what AWS chooses then keeps it", () => {
    const change = changeOf(one(DATABASE, { availabilityZone: "us-east-1a" }), one(DATABASE, {}));
    expect(change).toMatchObject({ kind: "update", mayReplace: false });
  });
});

describe("properties inside others", () => {
  test("are named by their path", () => {
    const type = "aws:ec2/securityGroup:SecurityGroup";
    const before = one(type, { ingress: [{ fromPort: 80 }], labels: { "a.b": "1" } });
    const after = one(type, { ingress: [{ fromPort: 80 }], labels: { "a.b": "2" } });
    expect(propertiesOf(before, after)).toEqual([['labels["a.b"]', "1", "2", "may-replace"]]);
  });

  test("replace as a part of a block that comes or goes", () => {
    const table = "aws:dynamodb/table:Table";
    const index = { name: "by-day", rangeKey: "day", projectionType: "ALL" };
    expect(changeOf(one(table, {}), one(table, { localSecondaryIndexes: [index] })).kind).toBe("replace");
    const domain = "aws:opensearch/domain:Domain";
    const options = (subnetIds: string[]): Plan => one(domain, { vpcOptions: { subnetIds } });
    expect(changeOf(one(domain, {}), options(["a"])).kind).toBe("replace");
    expect(changeOf(options(["a"]), options(["b"])).kind).toBe("update");
  });

  test("under a condition may replace, and say which", () => {
    const group = "aws:elasticache/replicationGroup:ReplicationGroup";
    const change = changeOf(one(group, { engineVersion: "7.1" }), one(group, { engineVersion: "7.0" }));
    expect(change).toMatchObject({ mayReplace: true, properties: [{ reason: "a downgrade replaces" }] });
  });
});
