import type { FailureOutcome } from "../../../model/assessment";
import { renderFailures } from "../../../preview/render/failure-matrix";
import { styleFor } from "../../../preview/render/style";

/** Shops side by side, each with a database of its own; every second one has a standby. */
function failures(shops: number): readonly FailureOutcome[] {
  return Array.from({ length: shops }, (_, index): FailureOutcome => {
    const urn = `urn:pulumi:test::shop::aws:rds/instance:Instance::db-${index}`;
    const common = { kind: "database-primary", domain: `database-primary:${urn}`, dataLossSeconds: 0, source: null };
    const flow = { flow: `read via shop-${index}`, flowKind: "read" as const, path: [urn] };
    return index % 2 === 0
      ? {
          ...common,
          ...flow,
          outcome: "recovers",
          recoverySeconds: 120,
          capacityShare: 1,
          reason: `db-${index} fails over.`,
        }
      : {
          ...common,
          ...flow,
          outcome: "needs-person",
          recoverySeconds: null,
          capacityShare: 0,
          reason: `db-${index} is alone.`,
        };
  });
}

const lines = (shops: number): readonly string[] => renderFailures(failures(shops), styleFor({}, false)).split("\n");

test("six flows have a column each", () => {
  expect(lines(6).find((line) => line.includes("what fails"))).toMatch(/which\s+read via shop-0\s+read via shop-1/);
});

test("more flows than columns are a list, in which what fares alike is one row, the worst first", () => {
  const text = lines(40);
  const heads = text.findIndex((line) => line.includes("what fails"));
  expect(text[heads]).toMatch(/what fails\s+which\s+flows\s+outcome/);
  const rows = text.slice(heads + 1).filter((line) => line.includes("database-primary  "));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/db-1,.*needs a person/);
  expect(rows[1]).toMatch(/db-0,.*recovers in 2 min/);
  expect(text.join(" ").replaceAll(/\s+/g, " ")).toContain("db-3 and 18 more 18 more");
  expect(text.filter((line) => line.startsWith("  - "))).toHaveLength(2);
});
