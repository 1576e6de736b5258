import { parse } from "node-html-parser";
import { renderPage } from "../../../preview/render/html/page";
import type { Report } from "../../../preview/report/report";
import { DATABASE, sampleReport } from "../report/sample-report";

const CURVE = '<svg xmlns="http://www.w3.org/2000/svg"><desc>10 users: 30 USD</desc></svg>';
const DAY = new Date("2026-11-29T12:00:00Z");
const HOSTILE = `<script>alert("x")</script><img src=x onerror=alert(1)>&"'`;

const page = (report: Report, curve: string | undefined = CURVE) => parse(renderPage(report, curve, DAY));
const texts = (report: Report, selector: string): string[] =>
  page(report)
    .querySelectorAll(selector)
    .map((element) => element.text);

describe("the report as a page", () => {
  const report = sampleReport();

  test("has each part under a heading, and a link to each", () => {
    const ids = ["cost", "capacity", "failures", "findings", "plan", "curve", "assumptions"];
    expect(
      page(report)
        .querySelectorAll("section")
        .map(({ id }) => id),
    ).toEqual(ids);
    const links = page(report).querySelectorAll("nav a");
    expect(links.map((link) => link.getAttribute("href"))).toEqual(ids.map((id) => `#${id}`));
    for (const section of page(report).querySelectorAll("section")) {
      expect(section.querySelector("h2")?.id).toBe(section.getAttribute("aria-labelledby"));
    }
  });

  test("says what it costs, by tier and component and line, with what has no figure beside it", () => {
    const cost = page(report).querySelector("#cost");
    expect(cost?.querySelectorAll("caption").map(({ text }) => text)).toEqual(
      expect.arrayContaining(["By tier", "By component"]),
    );
    for (const line of report.cost.lines) expect(cost?.text).toContain(line.item);
    for (const { reason } of report.cost.unpriced) expect(cost?.text).toContain(reason);
    for (const assumption of report.cost.assumptions) expect(cost?.text).toContain(assumption);
  });

  test("says what fails, how full each tier is, and what each finding's fix costs", () => {
    const flows = new Set(report.failures.map(({ flow }) => flow));
    expect(texts(report, "#failures thead th")).toEqual(["what fails", "which", ...flows]);
    expect(texts(report, "#capacity tbody th")[0]).toContain("aws.rds.Instance main");
    const violations = report.findings.filter(({ outcome }) => outcome === "violation");
    expect(texts(report, ".finding")).toHaveLength(violations.length);
    for (const { message, remediation } of violations) {
      expect(texts(report, "#findings").join()).toContain(message);
      expect(texts(report, "#findings").join()).toContain(remediation);
    }
  });

  test("tells by a word what it tells by a colour", () => {
    for (const badge of page(report).querySelectorAll(".badge")) expect(badge.text.trim()).not.toBe("");
    for (const cell of page(report).querySelectorAll("#capacity .bar")) expect(cell.parentNode?.text).toMatch(/%/);
  });

  test("loads nothing and runs nothing, and forbids both", () => {
    const root = page(report);
    expect(root.querySelectorAll("script, link, iframe, object, embed")).toHaveLength(0);
    const sources = root.querySelectorAll("[src]").map((element) => element.getAttribute("src") ?? "");
    expect(sources.every((source) => source.startsWith("data:image/svg+xml;base64,"))).toBe(true);
    expect(root.querySelector("style")?.text).not.toMatch(/url\(|@import/);
    const policy = root.querySelector("meta[http-equiv]")?.getAttribute("content");
    expect(policy).toBe("default-src 'none'; img-src data:; style-src 'unsafe-inline'");
  });

  test("has a language, a title, one first heading, named columns and a picture in words", () => {
    const root = page(report);
    expect(root.querySelector("html")?.getAttribute("lang")).toBe("en");
    expect(root.querySelector("title")?.text).toBe("shop / dev: preview");
    expect(root.querySelectorAll("h1")).toHaveLength(1);
    for (const header of root.querySelectorAll("th")) expect(["col", "row"]).toContain(header.getAttribute("scope"));
    expect(root.querySelector("img")?.getAttribute("alt")).toBe("10 users: 30 USD");
  });

  test("shows no secret and no value of the program", () => {
    expect(renderPage(report, CURVE, DAY)).not.toContain("hunter2");
    expect(renderPage(report, CURVE, DAY)).not.toContain("pages-0a1b2c3");
  });

  test("leaves out the curve where the project has none, and the change where nobody asked", () => {
    const root = parse(renderPage(report, undefined, DAY));
    expect(root.querySelector("#curve")).toBeNull();
    expect(root.querySelector("#change")).toBeNull();
  });

  test("escapes whatever a program can write into it", () => {
    const [line] = report.cost.lines;
    const [finding] = report.findings;
    const [failure] = report.failures;
    if (line === undefined || finding === undefined || failure === undefined)
      throw new Error("the sample has one each");
    const hostile: Report = {
      ...report,
      plan: {
        ...report.plan,
        stack: HOSTILE,
        resources: report.plan.resources.map((each) => ({ ...each, name: HOSTILE })),
      },
      cost: {
        ...report.cost,
        lines: [{ ...line, item: HOSTILE, urn: `${DATABASE}${HOSTILE}` }],
        assumptions: [HOSTILE],
        unpriced: [{ urn: DATABASE, type: HOSTILE, reason: HOSTILE }],
      },
      findings: [{ ...finding, outcome: "violation", message: HOSTILE, remediation: HOSTILE, rule: HOSTILE }],
      failures: [{ ...failure, flow: HOSTILE, domain: `member:${HOSTILE}`, reason: HOSTILE }],
      assumed: [{ subject: HOSTILE, urn: null, note: HOSTILE }],
      messages: [{ severity: "info", urn: null, text: HOSTILE } as Report["messages"][number]],
    };
    const html = renderPage(hostile, `<svg><desc>x</desc>${HOSTILE}</svg>`, DAY);
    const root = parse(html);
    expect(root.querySelectorAll("script")).toHaveLength(0);
    expect(root.querySelectorAll("[onerror]")).toHaveLength(0);
    expect(root.querySelectorAll("img")).toHaveLength(1);
    expect(root.querySelector("#findings")?.text).toContain(HOSTILE);
    expect(root.querySelector("#cost")?.text).toContain(HOSTILE);
  });
});
