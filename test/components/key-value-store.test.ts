import type * as pulumi from "@pulumi/pulumi";
import { KeyValueStore, type KeyValueStoreArgs } from "../../components/key-value-store";
import { mistakesOf, record, resolved } from "./recorded-resources";

const TABLE = "aws:dynamodb/table:Table";

const table = async (args?: KeyValueStoreArgs) => (await record(() => new KeyValueStore("sessions", args))).one(TABLE);

async function store(args?: KeyValueStoreArgs): Promise<KeyValueStore> {
  let made: KeyValueStore | undefined;
  await record(() => {
    made = new KeyValueStore("sessions", args);
  });
  if (!made) throw new Error("nothing was made");
  return made;
}

describe("KeyValueStore", () => {
  it("is paid by request, encrypted, restorable, and forgets what has expired", async () => {
    expect((await table()).inputs).toMatchObject({
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      attributes: [{ name: "pk", type: "S" }],
      ttl: { attributeName: "expiresAt", enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
    });
  });

  it("can be deleted neither by AWS nor by Pulumi by default", async () => {
    expect(await table()).toMatchObject({ protect: true, inputs: { deletionProtectionEnabled: true } });
    expect(await table({ deletionProtection: false })).toMatchObject({
      protect: false,
      inputs: { deletionProtectionEnabled: false },
    });
  });

  it("tells items of one key apart by a second one where that is named", async () => {
    expect((await table()).inputs).not.toHaveProperty("rangeKey");
    expect((await table({ partitionKey: "user", sortKey: "at" })).inputs).toMatchObject({
      hashKey: "user",
      rangeKey: "at",
      attributes: [
        { name: "user", type: "S" },
        { name: "at", type: "S" },
      ],
    });
  });

  it("is in further regions where they are named, as safe there", async () => {
    expect((await table()).inputs).not.toHaveProperty("replicas");
    expect((await table({ replicaRegions: ["eu-central-1"] })).inputs).toMatchObject({
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      replicas: [{ regionName: "eu-central-1", pointInTimeRecovery: true, deletionProtectionEnabled: true }],
    });
  });

  it("lets code read and write items of this table, and neither scan nor change it", async () => {
    const { environment, statements, endpoint } = (await store()).access();
    expect(Object.keys(environment ?? {})).toEqual(["KEY_VALUE_TABLE"]);
    expect(endpoint).toBeUndefined();
    const [statement, ...others] = statements ?? [];
    expect(others).toEqual([]);
    expect(statement?.actions).toEqual(expect.arrayContaining(["dynamodb:GetItem", "dynamodb:UpdateItem"]));
    for (const action of ["dynamodb:Scan", "dynamodb:DeleteTable", "dynamodb:UpdateTable", "dynamodb:*"]) {
      expect(statement?.actions).not.toContain(action);
    }
    expect(await resolved(statement?.resources[0] as pulumi.Output<string>)).toBe("arn:aws:sessions");
  });

  it("names the table of the region that code runs in", async () => {
    const made = await store({ replicaRegions: ["eu-central-1"] });
    Object.assign(made, { arn: made.arn.apply(() => "arn:aws:dynamodb:eu-west-1:111122223333:table/sessions-1") });
    const [statement] = made.access("eu-central-1").statements ?? [];
    expect(await resolved(statement?.resources[0] as pulumi.Output<string>)).toBe(
      "arn:aws:dynamodb:eu-central-1:111122223333:table/sessions-1",
    );
    expect(() => made.access("eu-north-1")).toThrow(/must be one of replicaRegions \(eu-central-1\), got eu-north-1/);
  });

  it("watches requests that are turned away, and how late other regions are", async () => {
    const names = async (args?: KeyValueStoreArgs) => (await store(args)).alarms().map(({ name }) => name);
    expect(await names()).toEqual(["throttled-reads", "throttled-writes"]);
    const lag = (await store({ replicaRegions: ["eu-central-1"] })).alarms()[2];
    expect(lag).toMatchObject({
      name: "lag-eu-central-1",
      metricName: "ReplicationLatency",
      dimensions: { ReceivingRegion: "eu-central-1" },
      when: { above: 60_000 },
    });
  });

  it("sounds at the first request that is turned away, for reads and for writes", async () => {
    const [reads, writes] = (await store()).alarms();
    const throttled = { namespace: "AWS/DynamoDB", statistic: "Sum", when: { above: 0 } };
    expect(reads).toMatchObject({ ...throttled, metricName: "ReadThrottleEvents" });
    expect(writes).toMatchObject({ ...throttled, metricName: "WriteThrottleEvents" });
    expect(await resolved(reads?.dimensions.TableName as pulumi.Output<string>)).toBe("sessions");
  });

  it("names its own table where no region is named, and tags each copy as itself", async () => {
    const made = await store({ replicaRegions: ["eu-central-1"] });
    const arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/sessions-1";
    Object.assign(made, { arn: made.arn.apply(() => arn) });
    const [statement] = made.access().statements ?? [];
    expect(await resolved(statement?.resources[0] as pulumi.Output<string>)).toBe(arn);
    const { replicas } = (await table({ replicaRegions: ["eu-central-1"] })).inputs;
    expect(replicas).toMatchObject([{ propagateTags: true }]);
  });

  it("rejects one attribute for two ends, and regions that are none, all at once", async () => {
    const args = { partitionKey: "at", sortKey: "at", replicaRegions: ["Frankfurt"] };
    const mistakes = await mistakesOf(() => new KeyValueStore("sessions", args));
    expect(Object.keys(mistakes)).toEqual(["expiryAttribute", "replicaRegions"]);
    expect(await mistakesOf(() => new KeyValueStore("sessions", { partitionKey: "" }))).toHaveProperty("partitionKey");
    const twice = { replicaRegions: ["eu-central-1", "eu-central-1"] };
    expect(await mistakesOf(() => new KeyValueStore("sessions", twice))).toHaveProperty("replicaRegions");
  });
});
