import { readMarked } from "../../../preview/ladder/marked";
import { FAULTS } from "../../../preview/mutate/faults";
import { measure } from "../../../preview/mutate/measure";
import { configOfProduction, DOCUMENT, planOf } from "../../../preview/mutate/surviving";
import { columnOf } from "../../../preview/mutate/table";

/** How many resources a cell such as `1/2 (1 unknown)` is about. */
function tried(cell: string): number {
  return Number(/\/(\d+)/.exec(cell)?.[1] ?? 0);
}

describe("the table of seeded faults", () => {
  it("says no more of the load-balanced stack than the pack detects in it, which has no false alarm", async () => {
    const measured = await measure(await planOf("load-balanced"), configOfProduction());
    expect(measured.falseAlarms).toEqual([]);
    expect(measured.overHarmless).toEqual([]);
    const written = columnOf(readMarked(DOCUMENT, "mutations"), "load-balanced");
    for (const { fault, applied, detected } of measured.tallies) {
      const [claimed = 0] = (written.get(fault) ?? "").split("/").filter(Boolean).map(Number);
      expect([fault, detected >= claimed, applied]).toEqual([fault, true, tried(written.get(fault) ?? "")]);
    }
  }, 240_000);

  it("has a row for each fault", () => {
    const rows = [...columnOf(readMarked(DOCUMENT, "mutations"), "load-balanced").keys()];
    expect(rows).toEqual(expect.arrayContaining(FAULTS.map(({ name }) => name)));
  });
});
