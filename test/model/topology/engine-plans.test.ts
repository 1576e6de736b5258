import { buildTopology } from "../../../model/topology/build";
import { found } from "../../policies/findings";
import { enginePlan } from "../engine-plans";
import { outcome } from "../failures/outcomes";

describe("plans of the real engine", () => {
  const containers = enginePlan("containers");
  const topology = buildTopology(containers);

  it("show who calls whom among awsx components", () => {
    const edges = topology.edges.map((edge) => [edge.from, edge.to].map((urn) => topology.tiers.get(urn)?.kind));
    expect(edges).toEqual([["load-balancer", "service"]]);
  });

  it("show in which zones the members may be, and not in how many of them they are", () => {
    const service = [...topology.tiers.values()].find((tier) => tier.kind === "service");
    expect(service).toMatchObject({
      count: 3,
      placement: { zones: ["us-east-1a", "us-east-1b", "us-east-1c"], zoneCount: null, basis: "unknown" },
    });
    expect(outcome(containers, "zone", "us-east-1b", "read").outcome).toBe("unknown");
    expect(outcome(containers, "member", "web", "read")).toMatchObject({ outcome: "survives", capacityShare: 2 / 3 });
  });

  it("show that one NAT gateway carries three zones", async () => {
    expect(outcome(containers, "nat-gateway", "net-1", "read").outcome).toBe("degrades");
    expect(await found(containers)).toEqual([
      "no-single-point-of-failure unknown web",
      "no-single-point-of-failure violation net-1",
    ]);
  });

  it("show that no zone depends on another one's gateway", async () => {
    expect(await found(enginePlan("network"))).toEqual([]);
  });

  it("show no flow where nothing takes requests", async () => {
    expect(buildTopology(enginePlan("lookups")).entries).toEqual([]);
    expect(await found(enginePlan("lookups"), {}, ["availability", "security"])).toEqual([
      "data-stores-encrypted violation server-0",
      "data-stores-encrypted violation server-1",
      "metadata-needs-a-token violation server-0",
      "metadata-needs-a-token violation server-1",
    ]);
  });
});
