import { junitOf } from "../../../preview/findings/junit";
import { sarifOf } from "../../../preview/findings/sarif";
import { renderPage } from "../../../preview/render/html/page";
import { renderMarkdown } from "../../../preview/render/markdown";
import { renderReport } from "../../../preview/render/report";
import { styleFor } from "../../../preview/render/style";
import type { Report } from "../../../preview/report/report";
import { sampleReport } from "../report/sample-report";

const reports: Readonly<Record<string, (report: Report) => string>> = {
  text: (report) => renderReport(report, styleFor({}, false)),
  Markdown: renderMarkdown,
  page: (report) => renderPage(report, undefined),
  // The rules of the pack stand beside the results there, with what they advise to all.
  SARIF: (report) => JSON.stringify(sarifOf(report, "Pulumi.dev.yaml").runs[0]?.results),
  JUnit: junitOf,
};

/** The sample with its first finding alone, which says this. */
function saying(message: string): Report {
  const report = sampleReport();
  return { ...report, findings: report.findings.slice(0, 1).map((finding) => ({ ...finding, message })) };
}

describe.each(Object.entries(reports))("a finding in the report as %s", (_name, rendered) => {
  test("is told with the fix for its own resource where it has one, and then with no other", () => {
    const text = rendered(saying("Lose main: the writes stop. Fix: A standby in a second zone."));
    expect(text).toContain("Lose main: the writes stop.");
    expect(text).toMatch(/Fix:.* ?A standby in a second zone\./);
    expect(text).not.toMatch(/Set `?multiAz/);
  });

  test("is told with the rule's fix where it has none of its own", () => {
    expect(rendered(saying("Lose main: the writes stop."))).toMatch(/Fix:.* ?Set `multiAz`/);
  });
});
