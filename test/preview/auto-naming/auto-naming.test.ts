import type { PropertyMap } from "../../../model/value";
import { UNKNOWN } from "../../../model/value";
import { automaticName, nestedName } from "../../../preview/auto-naming";
import { namedTypes } from "../../../preview/auto-naming/generate";
import stored from "../../../preview/auto-naming/named-types.json";

function nameOf(type: string, logicalName: string, inputs: PropertyMap = {}) {
  return automaticName(type, `urn:pulumi:dev::app::${type}::${logicalName}`, logicalName, inputs);
}

describe("automaticName", () => {
  it("appends a dash and seven hexadecimal digits", () => {
    expect(nameOf("aws:ec2/securityGroup:SecurityGroup", "web")).toEqual({
      property: "name",
      value: expect.stringMatching(/^web-[0-9a-f]{7}$/),
      varies: true,
    });
  });

  it("is the same at each preview and different for each resource", () => {
    expect(nameOf("aws:iam/role:Role", "task")).toEqual(nameOf("aws:iam/role:Role", "task"));
    expect(nameOf("aws:iam/role:Role", "task")?.value.slice(-7)).not.toBe(
      nameOf("aws:iam/role:Role", "tasks")?.value.slice(-7),
    );
  });

  it.each([
    ["aws:s3/bucket:Bucket", "Photos", "bucket", /^photos-[0-9a-f]{7}$/],
    ["aws:rds/instance:Instance", "db", "identifier", /^db[0-9a-f]{7}$/],
    ["aws:lambda/function:Function", "resize", "name", /^resize-[0-9a-f]{7}$/],
    ["aws:lambda/permission:Permission", "invoke", "statementId", /^invoke-[0-9a-f]{7}$/],
    ["aws:cloudwatch/eventTarget:EventTarget", "nightly", "targetId", /^nightly-[0-9a-f]{7}$/],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", "slow", "name", /^slow-[0-9a-f]{7}$/],
    ["aws:elasticache/replicationGroup:ReplicationGroup", "Cache", "replicationGroupId", /^cache-[0-9a-f]{7}$/],
    ["aws:elasticache/cluster:Cluster", "Cache", "clusterId", /^cache-[0-9a-f]{7}$/],
    ["aws:ec2/keyPair:KeyPair", "admin", "keyName", /^admin-[0-9a-f]{7}$/],
    ["aws:efs/fileSystem:FileSystem", "files", "creationToken", /^files-[0-9a-f]{7}$/],
    ["aws:kms/alias:Alias", "data", "name", /^alias\/data-[0-9a-f]{7}$/],
    ["aws:athena/database:Database", "logs", "name", /^logs_[0-9a-f]{7}$/],
    ["aws:glue/catalogDatabase:CatalogDatabase", "Logs", "name", /^logs_[a-z]{8}$/],
    ["aws:msk/cluster:Cluster", "stream", "clusterName", /^stream-[0-9a-f]{7}$/],
    ["aws:s3/bucketObjectv2:BucketObjectv2", "index.html", "key", /^index\.html$/],
    ["aws:iot/topicRule:TopicRule", "rule", "name", /^rule$/],
    ["docker:index/container:Container", "db", "name", /^db-[0-9a-f]{7}$/],
  ])("names %s in its own way", (type, logicalName, property, form) => {
    expect(nameOf(type, logicalName)).toMatchObject({ property, value: expect.stringMatching(form) });
  });

  it("says which names are the same at each deployment", () => {
    expect(nameOf("aws:s3/bucketObjectv2:BucketObjectv2", "index.html")?.varies).toBe(false);
    expect(nameOf("aws:s3/bucket:Bucket", "pages")?.varies).toBe(true);
  });

  it.each([
    ["aws:route53/record:Record", "its name is the domain"],
    ["aws:directoryservice/directory:Directory", "its name is the domain"],
    ["aws:ec2/vpc:Vpc", "it has no name"],
    ["aws:rds/cluster:Cluster", "its identifier is made at deployment"],
    ["aws:ecs/taskDefinition:TaskDefinition", "its family is required"],
    ["random:index/randomPassword:RandomPassword", "its provider names nothing"],
    ["my:own:Component", "nobody knows it"],
  ])("names no %s: %s", (type) => {
    expect(nameOf(type, "x")).toBeUndefined();
  });

  it.each<PropertyMap>([{ name: "given" }, { name: UNKNOWN }, { namePrefix: "given-" }])(
    "leaves alone what the program says: %j",
    (inputs) => {
      expect(nameOf("aws:iam/role:Role", "task", inputs)).toBeUndefined();
    },
  );

  it("takes a bucket prefix for a name", () => {
    expect(nameOf("aws:s3/bucket:Bucket", "b", { bucketPrefix: "p-" })).toBeUndefined();
    expect(nameOf("aws:s3/bucket:Bucket", "b", { namePrefix: "p-" })).toBeDefined();
  });

  it("ends first-in-first-out names in .fifo", () => {
    expect(nameOf("aws:sqs/queue:Queue", "jobs", { fifoQueue: true })?.value).toMatch(/^jobs-[0-9a-f]{7}\.fifo$/);
    expect(nameOf("aws:sqs/queue:Queue", "jobs", { fifoQueue: false })?.value).toMatch(/^jobs-[0-9a-f]{7}$/);
    expect(nameOf("aws:sns/topic:Topic", "news", { fifoTopic: true })?.value).toMatch(/\.fifo$/);
  });

  it("keeps SQL Server identifiers short", () => {
    expect(nameOf("aws:rds/instance:Instance", "db", { engine: "sqlserver-ex" })?.value).toMatch(/^db[0-9a-f]{3}$/);
    expect(() => nameOf("aws:rds/instance:Instance", "thirteen-char", { engine: "sqlserver-ex" })).toThrow(
      "longer than the 15 that are allowed",
    );
  });

  it("refuses a name that its provider would refuse", () => {
    expect(nameOf("aws:lb/targetGroup:TargetGroup", "a".repeat(24))?.value).toHaveLength(32);
    expect(() => nameOf("aws:lb/targetGroup:TargetGroup", "a".repeat(25))).toThrow(
      'The automatic name of aws:lb/targetGroup:TargetGroup "aaaaaaaaaaaaaaaaaaaaaaaaa" would be "aaaaaaaaaaaaaaaaaaaaaaaaa-" and 7 random characters, longer than the 32 that are allowed: give the resource a shorter name or set name.',
    );
  });
});

describe("named-types.json", () => {
  it("is what the installed SDKs say", () => {
    const { source, types } = namedTypes();
    expect({ source, types }).toEqual({ source: stored.source, types: stored.types });
  });

  it("says from what and when it was made", () => {
    expect(stored.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe("nestedName", () => {
  const ROLE = "aws:iam/role:Role";
  const within = (inputs: PropertyMap) => nestedName(ROLE, `urn:pulumi:dev::app::${ROLE}::task`, "task", inputs);

  it("is the name that the role itself would be given", () => {
    expect(within({ inlinePolicies: [{ policy: "{}" }] })).toEqual({
      list: "inlinePolicies",
      property: "name",
      value: nameOf(ROLE, "task")?.value,
      varies: true,
    });
  });

  it("is not made where the program gave one, nor where there is nothing to name", () => {
    expect(within({ inlinePolicies: [{ name: "own", policy: "{}" }] })).toBeUndefined();
    for (const inlinePolicies of [UNKNOWN, [], [UNKNOWN], null]) expect(within({ inlinePolicies })).toBeUndefined();
    expect(nestedName("aws:iam/user:User", "urn", "u", { inlinePolicies: [{}] })).toBeUndefined();
  });
});
