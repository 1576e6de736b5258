import type { PolicyResource } from "@pulumi/policy";
import * as proxies from "@pulumi/policy/proxy";
import { UNKNOWN } from "../../model/value";
import { planFromPolicy } from "../../policies/plan-from-policy";
import { UNKNOWN_SENTINEL } from "../../policies/sentinels";

/** What the SDK wraps properties in; its types leave it out. */
const { unknownCheckingProxy } = proxies as unknown as { unknownCheckingProxy(props: object): object };

function resource(type: string, props: object, more: Partial<PolicyResource> = {}): PolicyResource {
  const name = type.split(":").at(-1) ?? type;
  return {
    type,
    name,
    urn: `urn:pulumi:prod::shop::${type}::${name}`,
    props: unknownCheckingProxy(props),
    opts: {
      protect: false,
      ignoreChanges: [],
      aliases: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      additionalSecretOutputs: [],
    },
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
    ...more,
  };
}

const vpc = resource("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", id: UNKNOWN_SENTINEL });

describe("the plan behind what a policy is given", () => {
  it("has the project and stack of its URNs", () => {
    expect(planFromPolicy([vpc])).toMatchObject({ project: "shop", stack: "prod", region: null });
  });

  it("keeps what is known and marks what is not, at any depth", () => {
    const props = {
      vpcId: UNKNOWN_SENTINEL,
      tags: { Name: "a", id: UNKNOWN_SENTINEL },
      list: ["a", UNKNOWN_SENTINEL, [UNKNOWN_SENTINEL]],
    };
    const plan = planFromPolicy([
      vpc,
      resource("aws:ec2/subnet:Subnet", props, { propertyDependencies: { vpcId: [vpc] } }),
    ]);
    expect(plan.resources[1]?.inputs).toEqual({
      vpcId: UNKNOWN,
      tags: { Name: "a", id: UNKNOWN },
      list: ["a", UNKNOWN, [UNKNOWN]],
    });
    expect(plan.resources[1]?.propertyDependencies).toEqual({ vpcId: [vpc.urn] });
  });

  it("takes an unknown that comes from no resource as computed by the provider, not as passed in", () => {
    const [planned] = planFromPolicy([vpc]).resources;
    expect(planned?.inputs).toEqual({ cidrBlock: "10.0.0.0/16" });
    expect(planned?.outputs).toEqual({ cidrBlock: "10.0.0.0/16", id: UNKNOWN });
  });

  it("takes a text that an unknown was written into as unknown", () => {
    const plan = planFromPolicy([resource("a:b:C", { list: [`arn:${UNKNOWN_SENTINEL}/x`] })]);
    expect(plan.resources[0]?.inputs).toEqual({ list: [UNKNOWN] });
  });

  it("knows the region of the default provider", () => {
    const provider = (name: string, region: string) => ({
      type: "pulumi:providers:aws",
      name,
      urn: `urn:pulumi:prod::shop::pulumi:providers:aws::${name}`,
      props: { region },
    });
    const plan = planFromPolicy([
      resource("aws:acm/certificate:Certificate", {}, { provider: provider("global", "us-east-1") }),
      resource("aws:ec2/vpc:Vpc", {}, { provider: provider("default_7_48_0", "eu-west-1") }),
    ]);
    expect(plan.region).toBe("eu-west-1");
  });
});
