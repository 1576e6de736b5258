import * as fc from "fast-check";
import { MAX_ZONES, parseBlock, zoneBlocks } from "../../components/cidr";
import { FlowLogs } from "../../components/flow-logs";
import { Nat, Network, type NetworkArgs } from "../../components/network";
import { InterfaceService } from "../../components/network-endpoints";
import { mistakesOf, record, resolved, ZONES } from "./recorded-resources";

const VPC = "awsx:ec2:Vpc";

async function vpcOf(args?: NetworkArgs) {
  return (await record(() => new Network("main", args))).one(VPC).inputs;
}

async function subnetsOf(args?: NetworkArgs) {
  return (await vpcOf(args)).subnetSpecs as readonly { name: string; type: string; cidrBlocks: string[] }[];
}

async function blocksOf(zones: number): Promise<Record<string, string[]>> {
  return Object.fromEntries((await subnetsOf({ zones })).map((spec) => [spec.name, spec.cidrBlocks]));
}

describe("Network", () => {
  it("spans three zones with a NAT gateway in each by default", async () => {
    const vpc = await vpcOf();
    expect(vpc.numberOfAvailabilityZones).toBe(3);
    expect(vpc.natGateways).toEqual({ strategy: "OnePerAz" });
    expect(vpc.cidrBlock).toBe("10.0.0.0/16");
  });

  it.each([
    [Nat.None, "None"],
    [Nat.Single, "Single"],
    [Nat.PerZone, "OnePerAz"],
  ] as const)("passes NAT choice %s on to awsx as %s", async (nat, strategy) => {
    expect((await vpcOf({ nat })).natGateways).toEqual({ strategy });
  });

  it("has public subnets, application subnets behind NAT, and data subnets without a way out", async () => {
    expect((await subnetsOf()).map(({ name, type }) => [name, type])).toEqual([
      ["public", "Public"],
      ["application", "Private"],
      ["data", "Isolated"],
    ]);
  });

  it("moves no subnet when zones are added, from one to six", async () => {
    let before = await blocksOf(1);
    for (let zones = 2; zones <= MAX_ZONES; zones++) {
      const after = await blocksOf(zones);
      for (const [tier, blocks] of Object.entries(before)) {
        expect(after[tier]).toHaveLength(zones);
        expect(after[tier]?.slice(0, zones - 1)).toEqual(blocks);
      }
      before = after;
    }
  });

  it("keeps the addresses it has always had in the first three zones", async () => {
    expect(await blocksOf(3)).toEqual({
      public: ["10.0.16.0/22", "10.0.48.0/22", "10.0.80.0/22"],
      application: ["10.0.0.0/20", "10.0.32.0/20", "10.0.64.0/20"],
      data: ["10.0.20.0/22", "10.0.52.0/22", "10.0.84.0/22"],
    });
  });

  it("closes the default security group: no rule in, no rule out", async () => {
    const recorded = await record(() => new Network("main"));
    const group = recorded.one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    expect(group.inputs.vpcId).toBe("vpc");
    expect(group.inputs).not.toHaveProperty("ingress");
    expect(group.inputs).not.toHaveProperty("egress");
  });

  it("reaches S3 and DynamoDB through free gateway endpoints, from every route table", async () => {
    const recorded = await record(() => new Network("main", { zones: 2 }));
    expect(recorded.names("aws:ec2/vpcEndpoint:VpcEndpoint")).toEqual(["main-dynamodb", "main-s3"]);
    const endpoint = recorded.one("aws:ec2/vpcEndpoint:VpcEndpoint", "main-s3").inputs;
    expect(endpoint).toMatchObject({
      vpcEndpointType: "Gateway",
      serviceName: "com.amazonaws.eu-west-1.s3",
      routeTableIds: ["routes-1", "routes-2"],
    });
  });

  it("makes no interface endpoint, which costs by the hour and zone", async () => {
    const recorded = await record(() => new Network("main"));
    const kinds = recorded.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) => inputs.vpcEndpointType);
    expect(new Set(kinds)).toEqual(new Set(["Gateway"]));
  });

  describe("with interface endpoints", () => {
    const services = [InterfaceService.Sqs, InterfaceService.EcrApi, InterfaceService.EcrImages];
    const make = () => record(() => new Network("main", { interfaceEndpoints: services }));

    it("reaches each service under its usual name, at an address in every zone", async () => {
      const recorded = await make();
      for (const [name, service] of [
        ["main-sqs", "sqs"],
        ["main-ecr.api", "ecr.api"],
        ["main-ecr.dkr", "ecr.dkr"],
      ]) {
        expect(recorded.one("aws:ec2/vpcEndpoint:VpcEndpoint", name).inputs).toMatchObject({
          vpcId: "vpc",
          serviceName: `com.amazonaws.eu-west-1.${service}`,
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: ["application-1", "application-2", "application-3"],
          securityGroupIds: ["main-endpoints-id"],
        });
      }
    });

    it("lets the network's own addresses in by HTTPS, and nothing out", async () => {
      const recorded = await make();
      const rules = recorded.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
      expect(rules.map(({ inputs }) => inputs)).toEqual([
        {
          securityGroupId: "main-endpoints-id",
          cidrIpv4: "10.0.0.0/16",
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
        },
      ]);
      expect(recorded.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([]);
      const group = recorded.one("aws:ec2/securityGroup:SecurityGroup", "main-endpoints").inputs;
      expect(group).not.toHaveProperty("ingress");
      expect(group).not.toHaveProperty("egress");
    });

    it("keeps the gateway endpoints of S3 and DynamoDB", async () => {
      expect((await make()).names("aws:ec2/vpcEndpoint:VpcEndpoint")).toHaveLength(services.length + 2);
    });

    it("rejects an unknown service and one named twice", async () => {
      const unknown = await mistakesOf(
        () => new Network("main", { interfaceEndpoints: ["fax" as InterfaceService, InterfaceService.Sqs] }),
      );
      expect(unknown.interfaceEndpoints).toMatch(/^must be some of .*secretsmanager.*, got fax, sqs$/);
      const twice = await mistakesOf(() => new Network("main", { interfaceEndpoints: ["sqs", "sqs"] }));
      expect(twice.interfaceEndpoints).toBe("must not repeat a service, got sqs, sqs");
    });
  });

  describe("flow logs", () => {
    const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
    const make = (args: NetworkArgs) => record(() => new Network("main", args));

    it("are not written unless asked for: they cost by GB", async () => {
      const recorded = await make({});
      expect(recorded.names(FLOW_LOG)).toEqual([]);
      expect(recorded.names("aws:cloudwatch/logGroup:LogGroup")).toEqual([]);
    });

    it("go to a log group with a retention, by a role that can do nothing else", async () => {
      const recorded = await make({ flowLogs: FlowLogs.CloudWatch, flowLogDays: 30 });
      expect(recorded.one(FLOW_LOG).inputs).toMatchObject({
        vpcId: "vpc",
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: "arn:aws:main-flows",
        iamRoleArn: "arn:aws:main-flows",
      });
      expect(recorded.one("aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays).toBe(30);
      const role = recorded.one("aws:iam/role:Role").inputs;
      expect(String(role.assumeRolePolicy)).toContain("vpc-flow-logs.amazonaws.com");
      const { Statement } = JSON.parse(String(recorded.one("aws:iam/rolePolicy:RolePolicy").inputs.policy));
      expect(Statement).toEqual([
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: ["arn:aws:main-flows:*"],
        },
        { Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
      ]);
    });

    it("go to a private bucket that only AWS's log delivery of this account writes to, and grow old there", async () => {
      const recorded = await make({ flowLogs: FlowLogs.S3 });
      expect(recorded.one(FLOW_LOG)).toMatchObject({
        inputs: { logDestinationType: "s3", logDestination: "arn:aws:main-flows" },
        dependsOn: expect.arrayContaining(["main-flows-policy"]),
      });
      expect(recorded.one(FLOW_LOG).inputs).not.toHaveProperty("iamRoleArn");
      expect(recorded.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toMatchObject({
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      const [lifecycle] = recorded.ofType("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
      expect(lifecycle?.inputs.rules).toMatchObject([{ status: "Enabled", expiration: { days: 90 } }]);
      const { Statement } = JSON.parse(String(recorded.one("aws:s3/bucketPolicy:BucketPolicy").inputs.policy));
      expect(Statement).toMatchObject([
        { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
        {
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: "arn:aws:main-flows/AWSLogs/111122223333/*",
          Condition: {
            StringEquals: {
              "aws:SourceAccount": "111122223333",
              "s3:x-amz-acl": "bucket-owner-full-control",
            },
          },
        },
        {
          Effect: "Allow",
          Action: "s3:GetBucketAcl",
          Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        },
      ]);
    });

    it("rejects a destination and a retention that AWS does not have", async () => {
      const mistakes = await mistakesOf(() => new Network("main", { flowLogs: "tape" as FlowLogs, flowLogDays: 31 }));
      expect(mistakes.flowLogs).toBe("must be one of none, cloudwatch, s3, got tape");
      expect(mistakes.flowLogDays).toMatch(/^must be one of 1, 3, .* 3653, got 31$/);
    });
  });

  it("resolves names in the network, which databases and endpoints need", async () => {
    expect(await vpcOf()).toMatchObject({ enableDnsHostnames: true, enableDnsSupport: true });
  });

  it("names its zones in the order of its subnets", async () => {
    let network: Network | undefined;
    await record(() => {
      network = new Network("main", { zones: 2 });
    });
    expect(network && (await resolved(network.zoneNames))).toEqual(ZONES.slice(0, 2));
    expect(network && (await Promise.all(network.dataSubnetIds.map(resolved)))).toEqual(["data-1", "data-2"]);
  });

  it("has no security group but the closed one where it has no endpoint behind one", async () => {
    const recorded = await record(() => new Network("main"));
    expect(recorded.ofType("aws:ec2/securityGroup:SecurityGroup")).toEqual([]);
  });

  it("puts its tags on the VPC beside its name", async () => {
    expect((await vpcOf({ tags: { team: "shop" } })).tags).toEqual({ team: "shop", Name: "main" });
  });

  it.each([0, 7, 2.5])("rejects %d zones", async (zones) => {
    expect(await mistakesOf(() => new Network("main", { zones }))).toEqual({
      zones: `must be a whole number between 1 and 6, got ${zones}`,
    });
  });

  it("reports all mistakes at once", async () => {
    const mistakes = await mistakesOf(
      () => new Network("main", { zones: 9, cidrBlock: "10.0.0.0/24", nat: "two" as Nat }),
    );
    expect(Object.keys(mistakes).sort()).toEqual(["cidrBlock", "nat", "zones"]);
    expect(mistakes.nat).toBe("must be one of none, single, per-zone, got two");
  });
});

describe("zoneBlocks", () => {
  const networks = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 16, max: 20 }));

  it("keeps every block of every zone apart, and inside the network", () =>
    fc.assert(
      fc.property(networks, ([second, mask]) => {
        const network = `10.${second}.0.0/${mask}`;
        const ranges = Array.from({ length: MAX_ZONES }, (_, zone) => Object.values(zoneBlocks(network, zone)))
          .flat()
          .map((block) => {
            const parsed = parseBlock(block);
            return { from: parsed?.start ?? -1, to: (parsed?.start ?? -1) + 2 ** (32 - (parsed?.mask ?? 0)) };
          })
          .sort((a, b) => a.from - b.from);
        const whole = parseBlock(network);
        expect(ranges[0]?.from).toBeGreaterThanOrEqual(whole?.start ?? 0);
        expect(ranges.at(-1)?.to).toBeLessThanOrEqual((whole?.start ?? 0) + 2 ** (32 - mask));
        ranges.slice(1).forEach((range, index) => {
          expect(range.from).toBeGreaterThanOrEqual(ranges[index]?.to ?? 0);
        });
      }),
    ));

  it.each(["10.0.0.0", "10.0.0.1/16", "300.0.0.0/16", "10.0.0.0/33", "ten"])("reads no block from %s", (text) => {
    expect(parseBlock(text)).toBeUndefined();
  });

  it("refuses a zone that no room is reserved for", () => {
    expect(() => zoneBlocks("10.0.0.0/16", MAX_ZONES)).toThrow(RangeError);
  });
});
