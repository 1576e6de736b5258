import { assessFailures, singlePointsOfFailure } from "../../../model/failures";
import { buildTopology } from "../../../model/topology/build";
import { UNKNOWN } from "../../../model/value";
import { shop } from "../shop";
import { outcome } from "./outcomes";

describe("what the plan cannot tell", () => {
  it("is unknown for a service in subnets that were looked up, in every zone", () => {
    const plan = shop({ service: () => ({ networkConfiguration: { subnets: UNKNOWN } }) });
    expect(outcome(plan, "zone", "us-east-1a", "read")).toMatchObject({ outcome: "unknown", capacityShare: null });
    expect(outcome(plan, "zone", "unknown", "read").outcome).toBe("unknown");
    expect(outcome(plan, "member", "web", "read").outcome).toBe("survives");
  });

  it("is no single point of failure, and not passed over either", () => {
    const plan = shop({ service: () => ({ networkConfiguration: { subnets: UNKNOWN } }) });
    const [point, ...others] = singlePointsOfFailure(buildTopology(plan));
    expect(others).toEqual([]);
    expect(point).toMatchObject({ tier: { name: "web" }, outcome: "unknown" });
  });

  it("does not hide what it can tell", () => {
    const plan = shop({ service: () => ({ desiredCount: 1, networkConfiguration: { subnets: UNKNOWN } }) });
    const [point] = singlePointsOfFailure(buildTopology(plan));
    expect(point).toMatchObject({ outcome: "recovers", failure: { kind: "member" } });
  });

  it("is unknown for a database of which `multiAz` is", () => {
    const plan = shop({ database: { multiAz: UNKNOWN } });
    expect(outcome(plan, "database-primary", "db", "async").outcome).toBe("unknown");
  });

  it("is nothing at all for a program without a way in", () => {
    const plan = shop();
    const resources = plan.resources.filter((each) => !/:(Service|Record|Distribution|LoadBalancer)$/.test(each.type));
    expect(assessFailures({ ...plan, resources })).toEqual([]);
  });
});
