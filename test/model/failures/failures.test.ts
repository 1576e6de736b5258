import { assessFailures, isOperational } from "../../../model/failures";
import { shop } from "../shop";
import { outcome } from "./outcomes";

describe("a shop that is built to last", () => {
  const plan = shop();
  const broken = assessFailures(plan).filter(({ kind }) => !isOperational(kind));

  it("needs nobody for the loss of anything smaller than its region", () => {
    const needing = broken.filter((each) => each.outcome === "needs-person");
    expect([...new Set(needing.map((each) => each.kind))]).toEqual(["region"]);
    expect(broken.filter((each) => each.outcome === "unknown")).toEqual([]);
  });

  it("survives the loss of a task with two thirds of its capacity", () => {
    expect(outcome(plan, "member", "web", "read")).toMatchObject({ outcome: "survives", capacityShare: 2 / 3 });
  });

  it("is without its database for the time of a failover, and loses no write", () => {
    const lost = outcome(plan, "database-primary", "db", "write");
    expect(lost).toMatchObject({ outcome: "recovers", recoverySeconds: 120, dataLossSeconds: 0 });
    expect(lost.source).toContain("Multi-AZ");
  });

  it("reads on from a replica while the primary fails over", () => {
    expect(outcome(plan, "database-primary", "db", "read")).toMatchObject({ outcome: "degrades", capacityShare: 0.5 });
  });

  it("serves its pages whatever happens behind them", () => {
    const kinds = broken.filter((each) => each.flowKind === "static" && each.kind !== "region");
    expect(new Set(kinds.map((each) => each.outcome))).toEqual(new Set(["survives"]));
  });

  it("names the path to what decides", () => {
    const { path } = outcome(plan, "database-primary", "db", "write");
    expect(path.map((urn) => urn.split("::").at(-1))).toEqual(["site", "edge", "front", "web", "db"]);
  });

  it("gives a zone and a region an outcome for every flow, and what strikes one tier one for each flow that needs it", () => {
    const outcomes = assessFailures(plan);
    const flows = new Set(outcomes.map((each) => each.flow));
    const flowsOf = (domain: string) =>
      outcomes.filter((each) => each.domain.endsWith(domain)).map((each) => each.flow);
    expect(new Set(flowsOf("zone:us-east-1a"))).toEqual(flows);
    expect(new Set(flowsOf("region:us-east-1"))).toEqual(flows);
    expect(flowsOf("member:urn:pulumi:test::shop::aws:ecs/service:Service::worker")).toEqual(["async via jobs"]);
    expect(flowsOf("member:urn:pulumi:test::shop::aws:ecs/service:Service::web")).toEqual([
      "read via edge",
      "write via edge",
    ]);
  });
});

describe("the worst zone", () => {
  it.each([
    [5, 3 / 5],
    [4, 2 / 4],
    [3, 2 / 3],
    [2, 1 / 2],
  ])("of three takes its share of %d members", (desiredCount, share) => {
    const plan = shop({ service: () => ({ desiredCount }) });
    expect(outcome(plan, "zone", "us-east-1a", "write").capacityShare).toBeCloseTo(share);
  });
});

describe("a database without a standby", () => {
  const plan = shop({ database: { multiAz: false } });

  it("needs a person, who can restore all but the last five minutes", () => {
    expect(outcome(plan, "database-primary", "db", "write")).toMatchObject({
      outcome: "needs-person",
      recoverySeconds: null,
      dataLossSeconds: 300,
      capacityShare: 0,
    });
  });

  it("is lost with the zone that holds it, which may be any of its subnets'", () => {
    expect(outcome(plan, "zone", "us-east-1c", "write")).toMatchObject({ outcome: "needs-person" });
  });

  it("is out of danger in the other zones when its own is written down", () => {
    const placed = shop({ database: { multiAz: false, availabilityZone: "us-east-1b" } });
    expect(outcome(placed, "zone", "us-east-1b", "async").outcome).toBe("needs-person");
    expect(outcome(placed, "zone", "us-east-1c", "async").outcome).toBe("survives");
  });
});

describe("a single task", () => {
  const plan = shop({ service: () => ({ desiredCount: 1 }) });

  it("is away until another one has started", () => {
    expect(outcome(plan, "member", "web", "read")).toMatchObject({ outcome: "recovers", capacityShare: 0 });
  });

  it("waits for a person where the zones that are left have no way out for its image", () => {
    const cut = shop({ service: () => ({ desiredCount: 1 }), natGateways: 1 });
    expect(outcome(cut, "zone", "us-east-1a", "read").outcome).toBe("needs-person");
    expect(outcome(cut, "zone", "us-east-1b", "read").outcome).toBe("recovers");
  });
});
