import { readMarked } from "../../../preview/ladder/marked";
import { FAULTS } from "../../../preview/mutate/faults";
import { measure } from "../../../preview/mutate/measure";
import { configOfProduction, DOCUMENT, planOf } from "../../../preview/mutate/surviving";
import { columnOf } from "../../../preview/mutate/table";

/** How many resources of how many a cell such as `1/2 (1 unknown), harmless` tells of; none where all is harmless. */
function told(cell: string): { readonly claimed: number; readonly tried: number } {
  const [, claimed = 0, tried = 0] = /^(\d+)\/(\d+)/.exec(cell) ?? [];
  return { claimed: Number(claimed), tried: Number(tried) };
}

describe("the table of seeded faults", () => {
  it("says no more of the load-balanced stack than the pack detects in it, which has no false alarm", async () => {
    const measured = await measure(await planOf("load-balanced"), configOfProduction());
    expect(measured.falseAlarms).toEqual([]);
    expect(measured.overHarmless).toEqual([]);
    const written = columnOf(readMarked(DOCUMENT, "mutations"), "load-balanced");
    for (const { fault, applied, detected } of measured.tallies) {
      const { claimed, tried } = told(written.get(fault) ?? "");
      expect([fault, detected >= claimed, applied]).toEqual([fault, true, tried]);
    }
  }, 240_000);

  it("has a row for each fault", () => {
    const rows = [...columnOf(readMarked(DOCUMENT, "mutations"), "load-balanced").keys()];
    expect(rows).toEqual(expect.arrayContaining(FAULTS.map(({ name }) => name)));
  });
});
