import { sharedGateways } from "../../../model/failures/shared-gateways";
import { buildTopology } from "../../../model/topology/build";
import { from } from "../plan-builder";
import { type ShopChanges, shop } from "../shop";
import { outcome } from "./outcomes";

/** Endpoints inside the network for AWS services. */
function endpoints(...services: readonly string[]): ShopChanges {
  return {
    extra: (plan, { network }) => {
      for (const service of services) {
        plan.add("aws:ec2/vpcEndpoint:VpcEndpoint", service, {
          vpcId: from(network.vpc),
          serviceName: `com.amazonaws.us-east-1.${service}`,
          vpcEndpointType: service === "s3" ? "Gateway" : "Interface",
          privateDnsEnabled: true,
        });
      }
    },
  };
}

describe("one NAT gateway for three zones", () => {
  const plan = shop({ natGateways: 1 });

  it("stops queued work until a person acts, since the workers cannot reach their queue", () => {
    expect(outcome(plan, "nat-gateway", "nat-0", "async")).toMatchObject({ outcome: "needs-person", capacityShare: 0 });
  });

  it("stops writes that send to the queue", () => {
    expect(outcome(plan, "nat-gateway", "nat-0", "write").outcome).toBe("needs-person");
  });

  it("lets reads go on, and nothing new start", () => {
    expect(outcome(plan, "nat-gateway", "nat-0", "read")).toMatchObject({ outcome: "degrades", capacityShare: 1 });
  });

  it("takes the same from every zone when its own zone is lost", () => {
    expect(outcome(plan, "zone", "us-east-1a", "async").outcome).toBe("needs-person");
    expect(outcome(plan, "zone", "us-east-1b", "async").outcome).toBe("recovers");
  });

  it("is reported with the zones that depend on it", () => {
    expect(sharedGateways(buildTopology(plan))).toMatchObject([
      { gateway: { name: "nat-0", zone: "us-east-1a" }, zones: ["us-east-1b", "us-east-1c"] },
    ]);
  });
});

describe("a NAT gateway per zone", () => {
  it("takes its own zone's part of what goes outside", () => {
    expect(outcome(shop(), "nat-gateway", "nat-1", "async")).toMatchObject({
      outcome: "degrades",
      capacityShare: 2 / 3,
    });
  });

  it("leaves reads alone: new members start in another zone", () => {
    expect(outcome(shop(), "nat-gateway", "nat-1", "read").outcome).toBe("survives");
  });

  it("is shared by nobody", () => {
    expect(sharedGateways(buildTopology(shop()))).toEqual([]);
  });
});

describe("endpoints inside the network", () => {
  it("keep the queue reachable without the gateway", () => {
    const plan = shop({ natGateways: 1, ...endpoints("sqs") });
    expect(outcome(plan, "nat-gateway", "nat-0", "async").outcome).toBe("degrades");
  });

  it("keep everything going where images come through them too", () => {
    const plan = shop({ natGateways: 1, ...endpoints("sqs", "s3", "ecr.api", "ecr.dkr") });
    expect(outcome(plan, "nat-gateway", "nat-0", "async").outcome).toBe("survives");
  });
});
