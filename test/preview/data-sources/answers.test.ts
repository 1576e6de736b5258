import { type PropertyMap, type Secret, UNKNOWN } from "../../../model/value";
import { answer } from "../../../preview/data-sources";
import { REGIONS, shortRegion } from "../../../preview/data-sources/regions";

const ask = (token: string, args: PropertyMap = {}, configuration: PropertyMap = { region: "eu-west-1" }) => {
  const notes: string[] = [];
  const result = answer(token, args, { configuration, environment: {}, assume: (note) => notes.push(note) });
  return { ...result, notes } as PropertyMap & { readonly notes: readonly string[] };
};
const zones = (args: PropertyMap = {}, configuration?: PropertyMap) =>
  ask("aws:index/getAvailabilityZones:getAvailabilityZones", args, configuration);

describe("data sources", () => {
  it("names the zones of the region, with the gaps that it has", () => {
    expect(zones()).toMatchObject({ names: ["eu-west-1a", "eu-west-1b", "eu-west-1c"], notes: [] });
    expect(zones({ region: "ca-central-1" }).names).toEqual(["ca-central-1a", "ca-central-1b", "ca-central-1d"]);
    expect(zones({}, { region: "us-east-1" })).toMatchObject({
      zoneIds: ["use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az5", "use1-az6"],
    });
    expect(zones({ excludeNames: ["eu-west-1a"], state: "available" }).names).toEqual(["eu-west-1b", "eu-west-1c"]);
    expect(zones({ filters: [{ name: "zone-type", values: ["local-zone"] }] }).names).toEqual([]);
    expect(zones({ filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] }).names).toHaveLength(3);
    expect(zones({}, { region: "xx-far-9" }).notes[0]).toContain("xx-far-9");
    expect(zones({ state: "impaired" }).names).toEqual([]);
  });

  it("takes a region where none is configured, and says so", () => {
    const { names, notes } = zones({}, {});
    expect(names).toHaveLength(6);
    expect(notes[0]).toContain("pulumi config set aws:region");
  });

  it("knows the zone ids of every region", () => {
    expect(
      ["us-gov-west-1", "ap-northeast-3", "ap-southeast-2", "eu-central-1", "mx-central-1"].map(shortRegion),
    ).toEqual(["usgw1", "apne3", "apse2", "euc1", "mxc1"]);
    for (const { zones: letters } of Object.values(REGIONS)) expect(letters).toMatch(/^[a-f]{2,6}$/);
  });

  it("knows one zone by name or id", () => {
    const zone = ask("aws:index/getAvailabilityZone:getAvailabilityZone", { zoneId: "euw1-az2" });
    expect(zone).toMatchObject({ name: "eu-west-1b", nameSuffix: "b", region: "eu-west-1" });
  });

  it("knows region and partition", () => {
    expect(ask("aws:index/getRegion:getRegion")).toMatchObject({
      id: "eu-west-1",
      name: "eu-west-1",
      region: "eu-west-1",
      description: "Europe (Ireland)",
      endpoint: "ec2.eu-west-1.amazonaws.com",
    });
    const china = ask("aws:index/getPartition:getPartition", {}, { region: "cn-north-1" });
    expect(china).toMatchObject({ partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" });
    expect(ask("aws:index/getRegions:getRegions").names).toContain("us-east-1");
    expect(ask("aws:index/getRegions:getRegions").names).not.toContain("af-south-1");
  });

  it("takes the account that the provider is bound to, otherwise one that stands for it", () => {
    const token = "aws:index/getCallerIdentity:getCallerIdentity";
    expect(ask(token, {}, { region: "eu-west-1", allowedAccountIds: '["111122223333"]' })).toMatchObject({
      accountId: "111122223333",
      notes: [],
    });
    const role = { region: "eu-west-1", assumeRoles: '[{"roleArn":"arn:aws:iam::444455556666:role/deploy"}]' };
    expect(ask(token, {}, role)).toMatchObject({ accountId: "444455556666", notes: [] });
    const unbound = ask(token);
    expect(unbound.accountId).toMatch(/^\d{12}$/);
    expect(unbound.notes).toHaveLength(1);
  });

  it("makes up the same image for the same question, and says so", () => {
    const args = { mostRecent: true, filters: [{ name: "name", values: ["al2023-*-arm64"] }] };
    const image = ask("aws:ec2/getAmi:getAmi", args);
    expect(image).toMatchObject({ id: expect.stringMatching(/^ami-[0-9a-f]{17}$/), architecture: "arm64" });
    expect(image.notes[0]).toContain(String(image.id));
    expect(ask("aws:ec2/getAmi:getAmi", args).id).toBe(image.id);
    expect(ask("aws:ec2/getAmi:getAmi", { ...args, region: "us-east-1" }).id).not.toBe(image.id);
  });

  it("answers parameters that publish images, and keeps others unknown and secret", () => {
    const token = "aws:ssm/getParameter:getParameter";
    const image = ask(token, { name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" });
    expect((image.value as Secret).reveal()).toMatch(/^ami-/);
    expect(image.insecureValue).toMatch(/^ami-/);
    const own = ask(token, { name: "/app/key" });
    expect((own.value as Secret).reveal()).toBe(UNKNOWN);
  });

  it("answers what is the same for everybody", () => {
    expect(ask("aws:elb/getServiceAccount:getServiceAccount")).toMatchObject({
      id: "156460612806",
      arn: "arn:aws:iam::156460612806:root",
    });
    expect(ask("aws:lb/getHostedZoneId:getHostedZoneId", { loadBalancerType: "network" }).id).toBe("Z2IFOLAFXWLO4F");
    expect(ask("aws:cloudfront/getCachePolicy:getCachePolicy", { name: "Managed-CachingDisabled" })).toMatchObject({
      id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      notes: [],
    });
    expect(ask("aws:index/getServicePrincipal:getServicePrincipal", { serviceName: "s3" }).name).toBe(
      "s3.amazonaws.com",
    );
    expect(ask("aws:index/getArn:getArn", { arn: "arn:aws:iam::1:role/a:b" })).toMatchObject({
      service: "iam",
      account: "1",
      resource: "role/a:b",
    });
    expect(ask("aws:s3/getBucket:getBucket", { bucket: "b" }).arn).toBe("arn:aws:s3:::b");
    expect(ask("aws:index/getDefaultTags:getDefaultTags", {}, { defaultTags: '{"tags":{"team":"a"}}' }).tags).toEqual({
      team: "a",
    });
  });

  it("stands in for networks that exist, so that programs can place things in them", () => {
    const vpc = ask("aws:ec2/getVpc:getVpc", { default: true });
    expect(vpc).toMatchObject({ id: expect.stringMatching(/^vpc-/), cidrBlock: "172.31.0.0/16" });
    const { ids } = ask("aws:ec2/getSubnets:getSubnets", { filters: [{ name: "vpc-id", values: [vpc.id ?? ""] }] });
    const [first = "", second = ""] = ids as readonly string[];
    expect(ids).toHaveLength(3);
    expect(ask("aws:ec2/getSubnet:getSubnet", { id: second })).toMatchObject({
      availabilityZone: "eu-west-1b",
      notes: [],
    });
    expect(first).not.toBe(second);
  });

  it("knows what follows from the name of something that exists, and nothing else of it", () => {
    const bound = { region: "eu-west-1", allowedAccountIds: '["111122223333"]' };
    const existing = (token: string, args: PropertyMap) => {
      const { notes, ...answer } = ask(token, args, bound);
      expect(notes).toHaveLength(1);
      expect(answer.tags).toBe(UNKNOWN);
      return answer;
    };
    expect(existing("aws:sns/getTopic:getTopic", { name: "n" }).arn).toBe("arn:aws:sns:eu-west-1:111122223333:n");
    expect(existing("aws:sqs/getQueue:getQueue", { name: "n" })).toMatchObject({
      arn: "arn:aws:sqs:eu-west-1:111122223333:n",
      url: "https://sqs.eu-west-1.amazonaws.com/111122223333/n",
    });
    expect(existing("aws:ecr/getRepository:getRepository", { name: "n" })).toMatchObject({
      arn: "arn:aws:ecr:eu-west-1:111122223333:repository/n",
      repositoryUrl: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/n",
    });
    expect(existing("aws:kms/getAlias:getAlias", { name: "alias/n" }).arn).toBe(
      "arn:aws:kms:eu-west-1:111122223333:alias/n",
    );
    expect(existing("aws:ecs/getCluster:getCluster", { clusterName: "n", region: "us-east-1" }).arn).toBe(
      "arn:aws:ecs:us-east-1:111122223333:cluster/n",
    );
    expect(existing("aws:dynamodb/getTable:getTable", { name: "n" })).not.toHaveProperty("hashKey");
  });

  it.each([
    ["aws:secretsmanager/getSecretVersion:getSecretVersion", "secretString"],
    ["aws:secretsmanager/getRandomPassword:getRandomPassword", "randomPassword"],
    ["aws:ecr/getAuthorizationToken:getAuthorizationToken", "password"],
    ["aws:eks/getClusterAuth:getClusterAuth", "token"],
    ["aws:ssm/getParametersByPath:getParametersByPath", "values"],
    ["aws:kms/getSecrets:getSecrets", "plaintext"],
  ])("keeps what %s holds secret and unknown", (token, output) => {
    const answer = ask(token);
    expect((answer[output] as Secret).reveal()).toBe(UNKNOWN);
    expect(answer.notes.join()).toContain("secret");
  });

  it("knows the policies that AWS manages, by name or ARN", () => {
    const token = "aws:iam/getPolicy:getPolicy";
    expect(ask(token, { name: "AWSLambdaBasicExecutionRole" })).toMatchObject({
      arn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
      path: "/service-role/",
      policy: UNKNOWN,
      notes: [],
    });
    expect(ask(token, { name: "ReadOnlyAccess" }, { region: "cn-north-1" }).arn).toBe(
      "arn:aws-cn:iam::aws:policy/ReadOnlyAccess",
    );
    expect(ask(token, { arn: "arn:aws:iam::111122223333:policy/mine" })).toMatchObject({ name: "mine", path: "/" });
    expect(ask(token, { name: "mine" })).toMatchObject({ arn: UNKNOWN, notes: [expect.stringContaining("mine")] });
  });

  it("tells the role of a session from anything that is none", () => {
    const token = "aws:iam/getSessionContext:getSessionContext";
    expect(ask(token, { arn: "arn:aws:sts::111122223333:assumed-role/deploy/ci" })).toMatchObject({
      issuerName: "deploy",
      sessionName: "ci",
      issuerArn: UNKNOWN,
    });
    const user = "arn:aws:iam::111122223333:user/me";
    expect(ask(token, { arn: user })).toMatchObject({ issuerArn: user, sessionName: "" });
  });

  it("leaves unknown what it does not know of a stand-in", () => {
    expect(ask("aws:ec2/getSecurityGroup:getSecurityGroup", { name: "web" })).toMatchObject({
      name: "web",
      vpcId: UNKNOWN,
      description: UNKNOWN,
    });
    expect(ask("aws:ec2/getPrefixList:getPrefixList", { name: "s3" }).cidrBlocks).toBe(UNKNOWN);
    const filters = [{ name: "name", values: ["al2023-*"] }];
    expect(ask("aws:ec2/getAmi:getAmi", { filters })).toMatchObject({ name: UNKNOWN, creationDate: UNKNOWN });
  });

  it("echoes the arguments of anything else, and names it", () => {
    const { notes, ...result } = ask("other:index/getThing:getThing", { name: "n" });
    expect(result).toEqual({ name: "n", id: UNKNOWN });
    expect(notes).toHaveLength(1);
  });
});
