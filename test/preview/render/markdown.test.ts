import { estimateCost } from "../../../model/cost";
import { assessFailures } from "../../../model/failures";
import type { Plan } from "../../../model/plan";
import { cellText } from "../../../preview/render/failure-cells";
import { renderMarkdown } from "../../../preview/render/markdown";
import { planChange } from "../../../preview/report/change";
import type { Assessment, Report } from "../../../preview/report/report";
import { type Inputs, PlanBuilder } from "../../model/plan-builder";
import { sampleReport } from "../report/sample-report";

const DATABASE = "aws:rds/instance:Instance";
const SIZE = { engine: "postgres", allocatedStorage: 20, storageType: "gp3" };

function plan(inputs: Inputs): Plan {
  const builder = new PlanBuilder();
  builder.add(DATABASE, "main", { ...SIZE, ...inputs });
  return builder.plan();
}

function assessment(of: Plan): Assessment {
  return {
    cost: estimateCost(of),
    failures: assessFailures(of),
    availability: [],
    findings: [],
    notApplicable: [],
    disabled: [],
    capacity: null,
    saving: null,
  };
}

function report(before: Inputs, after: Inputs, more: Partial<Report> = {}): Report {
  const [was, is] = [plan(before), plan(after)];
  return {
    plan: is,
    ...assessment(is),
    change: planChange("main", was, is, new Set()),
    earlier: assessment(was),
    assumed: [],
    messages: [],
    ...more,
  };
}

/** As Markdown shows it, where nothing of it is markup. */
const plainly = (words: string): string => words.replaceAll(/[\\`*_[\]<>#|]/g, "\\$&").replaceAll("@", "@\u200b");

describe("the report for a pull request", () => {
  test("starts with a hidden marker for its project and stack, by which a comment is found again", () => {
    const [first] = renderMarkdown(sampleReport()).split("\n");
    expect(first).toBe("<!-- zero-to-millions preview shop/dev -->");
  });

  test("shows cost before and after, by line, with the argument that made it", () => {
    const text = renderMarkdown(report({ instanceClass: "db.t4g.medium" }, { instanceClass: "db.t4g.large" }));
    expect(text).toContain("| Cost | **+46.72 USD** → ");
    expect(text).toMatch(/\| aws\.rds\.Instance main, Database instance .* \| \+46\.72 USD \| instanceClass \|/);
    expect(text).toContain("| Plan | 1 to update,");
  });

  test("says so when the bill stays as it is", () => {
    const same = { instanceClass: "db.t4g.medium" };
    const text = renderMarkdown(report(same, same));
    expect(text).toContain("a month, as before |");
    expect(text).toContain("| Plan | no change |");
    expect(text).not.toContain("### Cost change");
  });

  test("fails loudly where data would be lost", () => {
    const text = renderMarkdown(report({ engine: "mysql" }, { engine: "postgres" }));
    expect(text).toContain("`test` fails");
    expect(text).toContain("> [!CAUTION]");
    expect(text).toMatch(/- \*\*replace\*\* `aws\.rds\.Instance main`/);
  });

  test("marks findings that the change brings, and those that it mends", () => {
    const [finding] = sampleReport().findings.filter(({ outcome }) => outcome === "violation");
    if (!finding) throw new Error("the sample has a violation");
    const same = { instanceClass: "db.t4g.medium" };
    const brought = renderMarkdown(report(same, same, { findings: [finding] }));
    expect(brought).toMatch(/- \*\*new\*\* .*`aws\.rds\.Instance main`/);
    const mended = report(same, same);
    const text = renderMarkdown({ ...mended, earlier: { ...assessment(plan(same)), findings: [finding] } });
    expect(text).toContain(`- fixed: \`aws.rds.Instance main\` (\`${finding.rule}\`)`);
  });

  test("lets nothing in a message become markup, a mention or a cell", () => {
    const [finding] = sampleReport().findings.filter(({ outcome }) => outcome === "violation");
    if (!finding) throw new Error("the sample has a violation");
    const text = renderMarkdown({
      ...sampleReport(),
      findings: [{ ...finding, message: "![x](https://evil) @team | <img>" }],
    });
    const [line = ""] = text.split("\n").filter((each) => each.startsWith("- ") && each.includes("evil"));
    expect(line).toContain("!\\[x\\](https://evil) @\u200bteam \\| \\<img\\>");
  });

  test("shows of each failure which flows it strikes, what comes of them, why and by which source", () => {
    const text = renderMarkdown(sampleReport());
    const { failures } = sampleReport();
    const lost = failures.filter(({ outcome }) => outcome === "needs-person" || outcome === "recovers");
    expect(lost.length).toBeGreaterThan(0);
    const table = text.slice(text.indexOf("What each failure does"), text.indexOf("The whole preview"));
    for (const failure of lost) {
      const row = table.split("\n").find((line) => line.includes(failure.flow) && line.includes(cellText(failure)));
      expect(row).toMatch(/^\| \w/);
    }
    const sourced = lost.find(({ source }) => source !== null);
    expect(table).toContain(plainly(sourced?.reason ?? "a failure with a source"));
    expect(table).toContain(plainly(sourced?.source ?? ""));
    expect(text).toMatch(/\| Failures \| .*need a person/);
  });

  test("holds the whole report folded away, without colours and without a secret", () => {
    const text = renderMarkdown(sampleReport());
    expect(text).toContain("<details><summary>The whole preview</summary>");
    expect(text).toContain("offline preview: no account");
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain("\u001b");
  });
});
