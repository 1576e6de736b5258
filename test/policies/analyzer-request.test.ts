import { Secret, UNKNOWN } from "../../model/value";
import { analyzeStackRequest } from "../../policies/analyzer-request";
import { UNKNOWN_SENTINEL } from "../../policies/sentinels";
import { from, type Inputs, PlanBuilder } from "../model/plan-builder";

const SIGNATURE = "4dabf18193072939515e22adb298388d";

function sent(inputs: Inputs): { readonly [key: string]: unknown } {
  const plan = new PlanBuilder();
  plan.add("aws:s3/bucket:Bucket", "it", inputs);
  return analyzeStackRequest(plan.plan()).getResourcesList().at(-1)?.getProperties()?.toJavaScript() ?? {};
}

describe("what the policies are sent", () => {
  it("has unknowns as the engine writes them and secrets as policies see them", () => {
    const inputs = { tags: { a: UNKNOWN, b: new Secret("s3cret"), c: ["x", UNKNOWN] } };
    expect(sent(inputs).tags).toEqual({ a: UNKNOWN_SENTINEL, b: "s3cret", c: ["x", UNKNOWN_SENTINEL] });
  });

  it.each([
    ["the id of a resource", { urn: "urn:x", id: "vpc-1" }, "vpc-1"],
    ["an id that is not known yet", { urn: "urn:x", id: UNKNOWN }, UNKNOWN_SENTINEL],
    ["the URN of a component", { urn: "urn:x" }, "urn:x"],
  ])("has for a reference to a resource %s", (_name, reference, expected) => {
    expect(sent({ vpc: { [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", ...reference } }).vpc).toBe(expected);
  });

  it("has assets as plain values, of whatever form", () => {
    const asset = { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", hash: "abc" };
    expect(sent({ source: asset }).source).toEqual({ hash: "abc" });
  });

  it("has every property's dependencies, and leaves out what is only read", () => {
    const plan = new PlanBuilder();
    const vpc = plan.add("aws:ec2/vpc:Vpc", "main");
    plan.add("aws:ec2/subnet:Subnet", "a", { vpcId: from(vpc) });
    plan.add("aws:ec2/vpc:Vpc", "found", {}, { op: "read", external: true });
    const resources = analyzeStackRequest(plan.plan()).getResourcesList();
    expect(resources.map((each) => each.getName())).toEqual(["shop-test", "default", "main", "a"]);
    expect(resources.at(-1)?.getPropertydependenciesMap().get("vpcId")?.getUrnsList()).toEqual([vpc.urn]);
  });
});
