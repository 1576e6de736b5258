import { buildTopology } from "../../../model/topology/build";
import type { Placement } from "../../../model/topology/topology";
import { UNKNOWN } from "../../../model/value";
import { network, type TestNetwork } from "../networks";
import { from, PlanBuilder, type Written } from "../plan-builder";

function placed(subnets: (network: TestNetwork) => Written): Placement | undefined {
  const plan = new PlanBuilder();
  const net = network(plan);
  plan.add("aws:ecs/service:Service", "web", { networkConfiguration: { subnets: subnets(net) } });
  return [...buildTopology(plan.plan()).tiers.values()].find((tier) => tier.name === "web")?.placement;
}

const ALL = ["us-east-1a", "us-east-1b", "us-east-1c"];

describe("placement", () => {
  it("is known for a list of subnets written out", () => {
    expect(placed(({ privateSubnets }) => privateSubnets.slice(0, 2).map((each) => from(each)))).toMatchObject({
      zones: ["us-east-1a", "us-east-1b"],
      zoneCount: 2,
      basis: "known",
    });
  });

  it("does not tell how far an opaque list out of a whole network reaches", () => {
    const whole = ({ publicSubnets, privateSubnets }: TestNetwork) => from(...publicSubnets, ...privateSubnets);
    const placement = placed(whole);
    expect(placement).toMatchObject({ zones: ALL, zoneCount: null, basis: "unknown" });
    expect(placement?.subnets.every((urn) => urn.includes("::private-"))).toBe(true);
  });

  it("is one zone for one element of such a list, though nobody knows which", () => {
    const one = ({ publicSubnets, privateSubnets }: TestNetwork) => [from(...publicSubnets, ...privateSubnets)];
    expect(placed(one)).toMatchObject({ zones: ALL, zoneCount: 1, basis: "known" });
  });

  it("is as many zones as such a list has elements", () => {
    const two = ({ privateSubnets }: TestNetwork) => [from(...privateSubnets), from(...privateSubnets)];
    expect(placed(two)).toMatchObject({ zones: ALL, zoneCount: 2, basis: "inferred" });
  });

  it("is not known where some of the subnets are written as ids", () => {
    const mixed = ({ privateSubnets }: TestNetwork) => [
      from(...privateSubnets.slice(0, 1)),
      "subnet-0123456789abcdef0",
    ];
    expect(placed(mixed)).toMatchObject({ zones: null, zoneCount: null });
  });

  it("is one zone for an opaque list out of a network of one zone", () => {
    const plan = new PlanBuilder();
    const { publicSubnets, privateSubnets } = network(plan, { zones: ["us-east-1a"] });
    const subnets = from(...publicSubnets, ...privateSubnets);
    plan.add("aws:ecs/service:Service", "web", { networkConfiguration: { subnets } });
    const [tier] = [...buildTopology(plan.plan()).tiers.values()];
    expect(tier?.placement).toMatchObject({ zones: ["us-east-1a"], zoneCount: 1 });
  });

  it("is not known for subnets that were looked up", () => {
    expect(placed(() => UNKNOWN)).toMatchObject({ zones: null, zoneCount: null, basis: "unknown" });
    expect(placed(() => ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"])).toMatchObject({ zoneCount: null });
  });

  it("is one zone for one subnet that was looked up, whichever", () => {
    expect(placed(() => ["subnet-0123456789abcdef0"])).toMatchObject({ zones: null, zoneCount: 1 });
  });

  it("is that of a volume attached to a server", () => {
    const plan = new PlanBuilder();
    const server = plan.add("aws:ec2/instance:Instance", "web", {});
    const volume = plan.add("aws:ebs/volume:Volume", "data", { availabilityZone: "us-east-1b" });
    plan.add("aws:ec2/volumeAttachment:VolumeAttachment", "data", { instanceId: from(server), volumeId: from(volume) });
    const [tier] = [...buildTopology(plan.plan()).tiers.values()];
    expect(tier?.placement).toMatchObject({ zones: ["us-east-1b"], zoneCount: 1 });
  });

  it("is in exactly one zone for a single server, whichever", () => {
    const plan = new PlanBuilder();
    plan.add("aws:ec2/instance:Instance", "web", {});
    const [tier] = [...buildTopology(plan.plan()).tiers.values()];
    expect(tier?.placement).toMatchObject({ zones: null, zoneCount: 1 });
  });
});
