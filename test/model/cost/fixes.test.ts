import { withFixCosts } from "../../../model/cost/fixes";
import { analyzePlan } from "../../../policies/analyze";
import { shop } from "../shop";

const SIZES = {
  database: { instanceClass: "db.t4g.small", engine: "postgres", allocatedStorage: 20, storageType: "gp3" },
  cache: { nodeType: "cache.t4g.small", engine: "valkey" },
};

async function fixes(parts: Parameters<typeof shop>[0]): Promise<{ readonly [rule: string]: string | null }> {
  const plan = shop(parts);
  const findings = withFixCosts(await analyzePlan(plan), plan, {});
  const of = (urn: string): string => urn.split("::")[2]?.split("/").at(-1) ?? urn;
  return Object.fromEntries(
    findings.map(({ rule, urn, fixCost }) => [rule === "no-single-point-of-failure" ? of(urn) : rule, fixCost]),
  );
}

describe("what a fix adds to the bill", () => {
  test("a gateway, with its address, for each zone that has none", async () => {
    // 730 × (0.045 + 0.005) USD for each of two further zones.
    expect(await fixes({ natGateways: 1 })).toMatchObject({ "natGateway:NatGateway": "73.00" });
  });

  test("a standby costs the difference to Multi-AZ, storage included", async () => {
    const found = await fixes({ ...SIZES, database: { ...SIZES.database, multiAz: false } });
    // 730 × 0.033 USD for the class, and 20 GB at 0.115 USD more.
    expect(Number(found["instance:Instance"])).toBeGreaterThan(20);
    expect(Number(found["instance:Instance"])).toBeLessThan(35);
  });

  test("a second node of a cache", async () => {
    const found = await fixes({ ...SIZES, cache: { ...SIZES.cache, numCacheClusters: 1 } });
    expect(Number(found["replicationGroup:ReplicationGroup"])).toBeGreaterThan(10);
  });

  test("encryption and narrower doors are free", async () => {
    const found = await fixes({ ...SIZES, database: { ...SIZES.database, storageEncrypted: false } });
    expect(found["data-stores-encrypted"]).toBe("0.00");
  });
});
