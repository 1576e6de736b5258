import { UNKNOWN } from "../../../model/value";
import { reference, Tracked, type TrackedMap } from "../../../preview/remote/construct";
import { construct, existing } from "./in-memory";

/** A component's arguments and the sentence that its registration fails with. */
type Mistake = readonly [title: string, type: string, inputs: TrackedMap, sentence: string];

const VPC = "awsx:ec2:Vpc";
const ALB = "awsx:lb:ApplicationLoadBalancer";
const SERVICE = "awsx:ecs:FargateService";
const TASK = "awsx:ecs:FargateTaskDefinition";
const two = { numberOfAvailabilityZones: 2, subnetStrategy: "Auto", natGateways: { strategy: "None" } };
const container = { image: "nginx" };

const mistakes: readonly Mistake[] = [
  [
    "both zone options",
    VPC,
    { availabilityZoneNames: ["us-east-1a"], numberOfAvailabilityZones: 2 },
    "availabilityZoneNames and numberOfAvailabilityZones (2) exclude each other: name the zones or say how many.",
  ],
  [
    "more zones than the region has",
    VPC,
    { numberOfAvailabilityZones: 5 },
    "numberOfAvailabilityZones is 5, but the region offers 4: name zones in availabilityZoneNames, ask for fewer or choose another region.",
  ],
  [
    "a region that is not known yet",
    VPC,
    { region: new Tracked(UNKNOWN, []) },
    "region must be written out, not an Output, to look up its zones: give availabilityZoneNames as well.",
  ],
  [
    "a pool without a length",
    VPC,
    { ipv4IpamPoolId: "pool" },
    "ipv4IpamPoolId needs ipv4NetmaskLength, or a cidrBlock from that pool.",
  ],
  [
    "a pool with a length and a range",
    VPC,
    { ipv4IpamPoolId: "pool", cidrBlock: "10.0.0.0/16", ipv4NetmaskLength: 16 },
    "cidrBlock and ipv4NetmaskLength exclude each other: give the pool one of them.",
  ],
  [
    "the old strategy with a range that only the pool knows",
    VPC,
    { ipv4IpamPoolId: "pool", ipv4NetmaskLength: 16 },
    'subnetStrategy "Legacy" needs a cidrBlock that is known before the VPC exists',
  ],
  [
    "a range that is none",
    VPC,
    { cidrBlock: "10.0.0.0" },
    'cidrBlock must be an IPv4 range such as 10.0.0.0/16, got "10.0.0.0".',
  ],
  [
    "an unknown NAT strategy",
    VPC,
    { natGateways: { strategy: "Two" } },
    'natGateways.strategy must be "None", "Single" or "OnePerAz", got "Two".',
  ],
  [
    "addresses without NAT gateways",
    VPC,
    { natGateways: { strategy: "None", elasticIpAllocationIds: ["a"] } },
    'natGateways.elasticIpAllocationIds must hold no address where natGateways.strategy is "None", got 1.',
  ],
  [
    "two addresses for one NAT gateway",
    VPC,
    { natGateways: { strategy: "Single", elasticIpAllocationIds: ["a", "b"] } },
    'must hold exactly one address where natGateways.strategy is "Single", got 2.',
  ],
  [
    "too few addresses",
    VPC,
    { natGateways: { elasticIpAllocationIds: ["a"] } },
    'must hold one address for each of the 3 availability zones where natGateways.strategy is "OnePerAz", got 1.',
  ],
  [
    "NAT gateways that nobody uses",
    VPC,
    { subnetSpecs: [{ type: "Public" }] },
    'natGateways.strategy "OnePerAz" needs public subnets for the NAT gateways and private or isolated ones that use them',
  ],
  [
    "subnets without names of their own",
    VPC,
    { ...two, subnetSpecs: [{ type: "Private" }, { type: "private" }] },
    'Several subnetSpecs have the type "private": give each but one its own "name"',
  ],
  [
    "a size that is no power of two, and a mask that says otherwise",
    VPC,
    {
      ...two,
      subnetSpecs: [
        { type: "Private", size: 100 },
        { type: "Public", size: 256, cidrMask: 25 },
      ],
    },
    "subnetSpecs cannot be used:\n - size must be a power of two from 4 to 4294967296, got 100.\n - subnetSpecs[1].size is 256, but its cidrMask 25 means 128: leave one out.",
  ],
  [
    "subnets larger than their zone",
    VPC,
    { ...two, subnetSpecs: [{ type: "Private", cidrMask: 16 }] },
    "subnetSpecs asks for 65536 addresses in each availability zone, but 10.0.0.0/16 leaves 32768 for a zone",
  ],
  [
    "a VPC too small for the default subnets",
    VPC,
    { ...two, cidrBlock: "10.0.0.0/26" },
    "The default subnets need at least a /26 for each availability zone, but only a /27 is left",
  ],
  [
    "no subnets",
    VPC,
    { ...two, subnetSpecs: [] },
    "subnetSpecs is empty: leave it out for the default subnets or name at least one.",
  ],
  [
    "ranges for some subnets only",
    VPC,
    { ...two, subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] }, { type: "Private" }] },
    "subnetSpecs[1] has no cidrBlocks: where one entry has them, every entry must.",
  ],
  [
    "too few ranges",
    VPC,
    { ...two, subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24"] }] },
    "subnetSpecs[0].cidrBlocks must hold one range for each of the 2 availability zones, got 1.",
  ],
  [
    "ranges that are not of the mask beside them",
    VPC,
    { ...two, subnetSpecs: [{ type: "Public", cidrMask: 25, cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] }] },
    "subnetSpecs[0].cidrMask is 25, but its cidrBlocks are 10.0.0.0/24, 10.0.1.0/24: make them agree or leave it out.",
  ],
  [
    "ranges that overlap",
    VPC,
    { ...two, subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.0.128/25"] }] },
    "These subnets overlap: v-public-1 (10.0.0.0/24), v-public-2 (10.0.0.128/25).",
  ],
  [
    "gaps under strategy Exact",
    VPC,
    { ...two, subnetStrategy: "Exact", subnetSpecs: [{ type: "Private", cidrMask: 18 }] },
    'subnetStrategy "Exact" leaves no gaps, but there are some: v-private-1 (10.0.0.0/18) to v-private-2 (10.0.128.0/18); v-private-2 (10.0.128.0/18) ends before cidrBlock does, at 10.0.255.255. Add subnetSpecs of type "Unused" for them.',
  ],
  [
    "ranges under strategy AutoMerge",
    VPC,
    {
      ...two,
      subnetStrategy: "AutoMerge",
      subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] }],
    },
    'subnetStrategy "AutoMerge" takes no subnetSpecs with cidrBlocks',
  ],
  [
    "zones that look the same in a Name tag",
    VPC,
    { availabilityZoneNames: ["us-east-1a", "us-west-1a"], subnetNameTagStrategy: "AvailabilityZone" },
    'needs zones with different suffixes, but "us-east-1a" and "us-west-1a" both end in "1a".',
  ],
  [
    "private DNS in a VPC without DNS",
    VPC,
    {
      enableDnsSupport: false,
      vpcEndpointStrategy: "Auto",
      vpcEndpointSpecs: [{ serviceName: "s", vpcEndpointType: "Interface" }],
    },
    'enableDnsSupport must be true where vpcEndpointStrategy is "Auto" and an Interface endpoint has private DNS, got false.',
  ],
  [
    "an automatic endpoint of a kind that is not known yet",
    VPC,
    {
      vpcEndpointStrategy: "Auto",
      vpcEndpointSpecs: [{ serviceName: "s", vpcEndpointType: new Tracked(UNKNOWN, []) }],
    },
    'vpcEndpointStrategy "Auto" needs the vpcEndpointType of "s" written out',
  ],
  [
    "subnets said twice",
    ALB,
    { subnetIds: ["a"], subnetMappings: [] },
    "subnetIds and subnetMappings exclude each other",
  ],
  [
    "listeners said twice",
    ALB,
    { subnetIds: ["a"], listener: {}, listeners: [] },
    "listener and listeners exclude each other",
  ],
  [
    "a target group said twice",
    ALB,
    { subnetIds: ["a"], defaultTargetGroup: {}, defaultTargetGroupPort: 1 },
    "defaultTargetGroup and defaultTargetGroupPort exclude each other",
  ],
  [
    "a security group said twice",
    ALB,
    { subnetIds: ["a"], defaultSecurityGroup: { args: {}, securityGroupId: "sg" } },
    "defaultSecurityGroup.args and defaultSecurityGroup.securityGroupId exclude each other.",
  ],
  [
    "an attachment to nothing",
    "awsx:lb:TargetGroupAttachment",
    { targetGroupArn: "arn" },
    "Exactly one of instance, instanceId, lambda, lambdaArn must be given, got none.",
  ],
  ["a service without a task", SERVICE, {}, "Exactly one of taskDefinition and taskDefinitionArgs must be given."],
  [
    "a network said twice",
    SERVICE,
    { taskDefinition: "t", networkConfiguration: {}, assignPublicIp: true },
    "networkConfiguration and assignPublicIp exclude each other",
  ],
  [
    "two capacity strategies",
    SERVICE,
    {
      taskDefinition: "t",
      networkConfiguration: {},
      capacityProviderStrategies: [],
      useClusterDefaultCapacityProviderStrategy: true,
    },
    "capacityProviderStrategies and useClusterDefaultCapacityProviderStrategy exclude each other.",
  ],
  ["a task without containers", TASK, {}, "Exactly one of container and containers must be given."],
  [
    "containers that no machine can hold",
    TASK,
    { container: { ...container, cpu: 65536, memory: 1024 }, logGroup: { skip: true } },
    "The containers ask for 64 virtual processors and 1 GB together; Fargate offers at most 32 and 244",
  ],
  [
    "a role said twice",
    TASK,
    { container, logGroup: { skip: true }, taskRole: { roleArn: "arn", args: {} } },
    "A role's roleArn and args exclude each other",
  ],
  [
    "a log group said twice",
    TASK,
    { container, logGroup: { existing: { name: "a" }, args: {} } },
    "A log group's existing and args exclude each other",
  ],
  [
    "an ARN of something else",
    TASK,
    { container, logGroup: { existing: { arn: "arn:aws:s3:::bucket" } } },
    'logGroup.existing.arn must be like arn:aws:logs:<region>:<account>:log-group:<name>, got "arn:aws:s3:::bucket".',
  ],
  [
    "a rule without a limit",
    "awsx:ecr:Repository",
    { lifecyclePolicy: { rules: [{ tagStatus: "untagged" }] } },
    "A rule of lifecyclePolicy needs maximumNumberOfImages or maximumAgeLimit.",
  ],
  [
    "a rule for tags without prefixes",
    "awsx:ecr:Repository",
    { lifecyclePolicy: { rules: [{ tagStatus: "tagged", maximumAgeLimit: 3 }] } },
    "tagPrefixList must hold at least one prefix",
  ],
  [
    "two rules for every tag",
    "awsx:ecr:Repository",
    {
      lifecyclePolicy: {
        rules: [
          { tagStatus: "any", maximumAgeLimit: 3 },
          { tagStatus: "any", maximumAgeLimit: 4 },
        ],
      },
    },
    'lifecyclePolicy.rules may hold one rule of tagStatus "any", got 2.',
  ],
];

it.each(mistakes)("%s: a sentence says what would be right", async (_, type, inputs, sentence) => {
  await expect(construct(type, "v", inputs)).rejects.toThrow(sentence);
});

it("asks nothing of a resource that it has never seen", async () => {
  const elsewhere = reference(
    existing("aws:lb/targetGroup:TargetGroup", "elsewhere", { arn: "known", targetType: "ip" }),
  );
  const { children } = await construct("awsx:lb:TargetGroupAttachment", "a", {
    targetGroup: elsewhere,
    lambdaArn: "f",
  });
  expect(children.map(({ inputs }) => inputs)).toContainEqual({ targetId: "f", targetGroupArn: "<unknown>" });
});
