import type { FailureOutcome } from "../../../model/assessment";
import { failuresByFlow } from "../../../preview/render/markdown-failures";

/** Databases of one fate, each on a flow of its own. */
function alike(databases: number): readonly FailureOutcome[] {
  return Array.from({ length: databases }, (_, index): FailureOutcome => {
    const urn = `urn:pulumi:test::shop::aws:rds/instance:Instance::db-${index}`;
    return {
      ...{
        kind: "database-primary",
        domain: `database-primary:${urn}`,
        flow: `read via shop-${index}`,
        flowKind: "read",
      },
      ...{ outcome: "needs-person", recoverySeconds: null, dataLossSeconds: 300, capacityShare: 0 },
      ...{ path: [urn], reason: `db-${index} has no standby.`, source: null },
    };
  });
}

test("what a thousand databases have in common is one short row, not a row too long to show", () => {
  const text = failuresByFlow(alike(1000)).join("");
  expect(text).toContain("db-1 and 998 more");
  expect(text).toContain("needs a person");
  expect(text.length).toBeLessThan(1000);
});
