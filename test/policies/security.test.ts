import type { Plan } from "../../model/plan";
import { UNKNOWN } from "../../model/value";
import { from, type Inputs, PlanBuilder } from "../model/plan-builder";
import { type ShopChanges, shop } from "../model/shop";
import { found as foundBy } from "./findings";

/** By these two rules, in the order of the pack. */
const found = async (plan: Plan) =>
  (await foundBy(plan, {}, ["security"])).filter((each) => /^(data-stores-encrypted|no-open-ingress) /.test(each));

describe("data-stores-encrypted", () => {
  it.each([
    ["a database", shop({ database: { storageEncrypted: false } }), "violation db"],
    ["a database that does not say", shop({ database: { storageEncrypted: null } }), "violation db"],
    ["a cache at rest", shop({ cache: { atRestEncryptionEnabled: false } }), "violation cache"],
    ["a cache in transit", shop({ cache: { transitEncryptionEnabled: false } }), "violation cache"],
  ])("finds %s", async (_name, plan, expected) => {
    expect(await found(plan)).toEqual([`data-stores-encrypted ${expected}`]);
  });

  it.each([
    ["a volume", "aws:ebs/volume:Volume", { size: 8 }, ["violation more"]],
    ["an encrypted volume", "aws:ebs/volume:Volume", { encrypted: true }, []],
    ["a file system", "aws:efs/fileSystem:FileSystem", {}, ["violation more"]],
    ["a server's root disk", "aws:ec2/instance:Instance", {}, ["violation more"]],
    ["a server's encrypted root disk", "aws:ec2/instance:Instance", { rootBlockDevice: { encrypted: true } }, []],
    [
      "a launch template's disk",
      "aws:ec2/launchTemplate:LaunchTemplate",
      { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 8 } }] },
      ["violation more"],
    ],
    ["a bucket, which AWS encrypts", "aws:s3/bucket:Bucket", {}, []],
    ["a queue, which AWS encrypts", "aws:sqs/queue:Queue", {}, []],
  ])("judges %s", async (_name, type, inputs: Inputs, expected) => {
    const plan = new PlanBuilder();
    plan.add(type, "more", inputs);
    expect(await found(plan.plan())).toEqual(expected.map((each) => `data-stores-encrypted ${each}`));
  });

  it("does not know what comes from a resource that is not there yet", async () => {
    const plan = new PlanBuilder();
    const choice = plan.add("aws:ssm/parameter:Parameter", "choice");
    plan.add("aws:ebs/volume:Volume", "more", { encrypted: from(choice) });
    expect(await found(plan.plan())).toEqual(["data-stores-encrypted unknown more"]);
  });
});

const SSH = { protocol: "tcp", fromPort: 22, toPort: 22 };

/** A security group more, with what it lets in. */
function letting(ingress: Inputs): ShopChanges {
  return {
    extra: (plan, { network }) => {
      plan.add("aws:ec2/securityGroup:SecurityGroup", "more", { vpcId: from(network.vpc), ingress: [ingress] });
    },
  };
}

describe("no-open-ingress", () => {
  it.each([
    ["anybody by IPv4", { ...SSH, cidrBlocks: ["0.0.0.0/0"] }],
    ["anybody by IPv6", { ...SSH, ipv6CidrBlocks: ["::/0"] }],
    ["anybody among others", { ...SSH, cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }],
    ["anybody on every port", { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  ])("finds a group that lets in %s", async (_name, ingress) => {
    expect(await found(shop(letting(ingress)))).toEqual(["no-open-ingress violation more"]);
  });

  it("finds it in a rule of its own", async () => {
    const plan = shop({
      extra: (builder, { appGroup }) => {
        const securityGroupId = from(appGroup);
        builder.add("aws:ec2/securityGroupRule:SecurityGroupRule", "old", {
          type: "ingress",
          ...SSH,
          cidrBlocks: ["0.0.0.0/0"],
          securityGroupId,
        });
        builder.add("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "new", {
          ipProtocol: "tcp",
          fromPort: 22,
          toPort: 22,
          cidrIpv4: "0.0.0.0/0",
          securityGroupId,
        });
      },
    });
    expect(await found(plan)).toEqual(["no-open-ingress violation old", "no-open-ingress violation new"]);
  });

  it.each([
    ["a known range", { ...SSH, cidrBlocks: ["10.0.0.0/8"] }],
    ["its own members", { ...SSH, self: true }],
  ])("leaves a group alone that lets in %s", async (_name, ingress) => {
    expect(await found(shop(letting(ingress)))).toEqual([]);
  });

  it("finds a prefix list of the program's own that holds everybody, however it is written", async () => {
    const plan = shop({
      extra: (builder, { appGroup, network }) => {
        const prefixList = (name: string, cidr?: string) =>
          builder.add("aws:ec2/managedPrefixList:ManagedPrefixList", name, {
            addressFamily: "IPv4",
            ...(cidr === undefined ? {} : { entries: [{ cidr }] }),
          });
        const everybody = prefixList("everybody", "0.0.0.0/0");
        const later = prefixList("later");
        builder.add("aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", "later", {
          prefixListId: from(later),
          cidr: "0.0.0.0/0",
        });
        const office = prefixList("office", "192.0.2.0/24");
        for (const each of [everybody, later, office]) {
          builder.add("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", each.name, {
            ipProtocol: "tcp",
            fromPort: 22,
            toPort: 22,
            prefixListId: from(each),
            securityGroupId: from(appGroup),
          });
        }
        builder.add("aws:ec2/securityGroup:SecurityGroup", "inline", {
          vpcId: from(network.vpc),
          ingress: [{ ...SSH, prefixListIds: [from(everybody)] }],
        });
      },
    });
    expect(await found(plan)).toEqual([
      "no-open-ingress violation inline",
      "no-open-ingress violation everybody",
      "no-open-ingress violation later",
    ]);
  });

  it("leaves a group alone that lets in a prefix list of AWS, such as CloudFront's", async () => {
    const plan = shop({
      extra: (builder, { appGroup }) => {
        builder.add("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "cdn", {
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          prefixListId: "pl-3b927c52",
          securityGroupId: from(appGroup),
        });
      },
    });
    expect(await found(plan)).toEqual([]);
  });

  it("does not mind what goes out", async () => {
    const plan = shop({
      extra: (builder, { appGroup }) => {
        builder.add("aws:ec2/securityGroupRule:SecurityGroupRule", "out", {
          type: "egress",
          ...SSH,
          cidrBlocks: ["0.0.0.0/0"],
          securityGroupId: from(appGroup),
        });
      },
    });
    expect(await found(plan)).toEqual([]);
  });

  it("finds a load balancer's group that is on something else too", async () => {
    const plan = shop({
      extra: (builder, { balancerGroup }) => {
        builder.add("aws:ec2/instance:Instance", "more", {
          vpcSecurityGroupIds: [from(balancerGroup)],
          rootBlockDevice: { encrypted: true },
        });
      },
    });
    expect(await found(plan)).toContain("no-open-ingress violation front");
  });

  it("does not know a range that is not known", async () => {
    expect(await found(shop(letting({ ...SSH, cidrBlocks: [UNKNOWN] })))).toEqual(["no-open-ingress unknown more"]);
  });
});
