import { flowAvailability } from "../../../model/failures";
import { buildTopology } from "../../../model/topology/build";
import { shop } from "../shop";

describe("the availability that AWS's promises add up to", () => {
  it("multiplies what a flow needs, and shows it", () => {
    const write = flowAvailability(buildTopology(shop())).find(({ flow }) => flow === "write via edge");
    expect(write?.arithmetic).toContain("front 99.99 %");
    expect(write?.arithmetic).toContain("db 99.95 %");
    expect(write?.availability).toBeCloseTo(1 * 0.999 * 0.9999 * 0.9999 * 0.9995 * 0.9999, 6);
    expect(write?.leftOut).toEqual(["jobs"]);
  });

  it("is worse without a standby", () => {
    const of = (multiAz: boolean) =>
      flowAvailability(buildTopology(shop({ database: { multiAz } })))[0]?.availability ?? 0;
    expect(of(false)).toBeLessThan(of(true));
  });
});
