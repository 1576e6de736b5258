import type { Finding } from "../../../model/assessment";
import { renderFindings } from "../../../preview/render/findings";
import { styleFor } from "../../../preview/render/style";
import { sampleReport } from "../report/sample-report";

const [, encrypted] = sampleReport().findings;

/** One rule that trips on as many databases. */
function tripping(databases: number): readonly Finding[] {
  return Array.from({ length: databases }, (_, index) => ({
    ...(encrypted as Finding),
    urn: `urn:pulumi:dev::shop::aws:rds/instance:Instance::db-${String(index).padStart(2, "0")}`,
  }));
}

function rendered(databases: number, full: boolean): string {
  const findings = [...tripping(databases), ...sampleReport().findings];
  return renderFindings({ findings, notApplicable: [], disabled: [] }, styleFor({}, full));
}

test("of many findings of one rule the first five are told, and the others counted by name; none of another rule is lost", () => {
  const text = rendered(40, false);
  expect(text.match(/Fix: Set `storageEncrypted`\./g)).toHaveLength(5);
  const line = text.replaceAll(/\s+/g, " ");
  expect(line).toContain(
    "… and 36 more of data-stores-encrypted (36 mandatory): aws.rds.Instance db-05, aws.rds.Instance db-06 and 34 more",
  );
  expect(line).toContain("42 violations: 41 mandatory, 1 advisory");
  expect(line).toContain("Fix: Set `multiAz`.");
});

test("--full tells each", () => {
  expect(rendered(40, true).match(/Fix: Set `storageEncrypted`\./g)).toHaveLength(41);
});
