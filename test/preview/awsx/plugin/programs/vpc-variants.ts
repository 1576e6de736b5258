// awsx.ec2.Vpc: strategies, subnet specs and gateways.
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";

const later = new aws.ssm.Parameter("later", { type: "String", value: "x" });
for (const strategy of ["None", "Single", "OnePerAz"] as const) {
  new awsx.ec2.Vpc(`nat-${strategy}`, { natGateways: { strategy }, numberOfAvailabilityZones: 2 });
}
const eips = [1, 2, 3].map((n) => new aws.ec2.Eip(`eip${n}`));
new awsx.ec2.Vpc("own-eips", {
  natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: eips.map((e) => e.allocationId) },
});
new awsx.ec2.Vpc("own-eip", { natGateways: { strategy: "Single", elasticIpAllocationIds: ["eipalloc-1"] } });
new awsx.ec2.Vpc("zones", {
  availabilityZoneNames: ["eu-west-1b", "eu-west-1a"],
  subnetNameTagStrategy: "AvailabilityZone",
});
new awsx.ec2.Vpc("region", { region: "us-west-2", availabilityZoneNames: ["us-west-2b"] });
new awsx.ec2.Vpc("mask", { availabilityZoneCidrMask: 20, cidrBlock: "10.1.0.0/16", numberOfAvailabilityZones: 2 });
new awsx.ec2.Vpc("auto", { subnetStrategy: "Auto", cidrBlock: "10.2.0.0/16" });
new awsx.ec2.Vpc("auto-specs", {
  subnetStrategy: "Auto",
  cidrBlock: "10.3.0.0/16",
  tags: { team: "a" },
  subnetSpecs: [
    { type: "Public", name: "web", size: 512, tags: { tier: "web", late: later.value } },
    { type: "Private", name: "app", cidrMask: 22, tags: later.arn.apply((arn) => ({ arn })) },
    { type: "Private", name: "app2", size: 64 },
    { type: "Isolated", name: "db" },
    { type: "Unused", cidrMask: 24 },
  ],
});
new awsx.ec2.Vpc("merge", {
  subnetStrategy: "AutoMerge",
  subnetSpecs: [{ type: "Public", tags: { a: "b" } }, { type: "Isolated" }],
});
new awsx.ec2.Vpc("exact", {
  subnetStrategy: "Exact",
  cidrBlock: "10.0.0.0/16",
  numberOfAvailabilityZones: 2,
  availabilityZoneCidrMask: 17,
  subnetSpecs: [
    { type: "Private", cidrMask: 18 },
    { type: "Public", cidrMask: 19 },
    { type: "Unused", cidrMask: 19 },
  ],
});
new awsx.ec2.Vpc("blocks", {
  numberOfAvailabilityZones: 2,
  subnetSpecs: [
    { type: "Public", cidrBlocks: ["10.0.0.0/20", "10.0.16.0/20"] },
    { type: "Private", cidrBlocks: ["10.0.32.0/20", "10.0.48.0/20"] },
  ],
});
new awsx.ec2.Vpc("v6", {
  assignGeneratedIpv6CidrBlock: true,
  enableDnsHostnames: true,
  enableDnsSupport: true,
  enableNetworkAddressUsageMetrics: true,
  instanceTenancy: "default",
  subnetSpecs: [
    { type: "Public", assignIpv6AddressOnCreation: true },
    { type: "Isolated", assignIpv6AddressOnCreation: true },
  ],
  natGateways: { strategy: "None" },
});
