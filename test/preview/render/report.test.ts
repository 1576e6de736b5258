import { renderCost } from "../../../preview/render/cost";
import { renderReport } from "../../../preview/render/report";
import { styleFor } from "../../../preview/render/style";
import { sampleReport } from "../report/sample-report";

const plain = (columns?: number): string =>
  renderReport(sampleReport(), styleFor(columns === undefined ? {} : { columns }, false));

/** The lines of one section, by its title. */
function section(title: string): string[] {
  const lines = plain().split("\n");
  const start = lines.findIndex((line) => line.startsWith(title));
  const end = lines.findIndex((line, index) => index > start && /^[A-Z]/.test(line));
  return lines.slice(start, end === -1 ? undefined : end);
}

describe("the report as text", () => {
  test("draws components as a tree and counts their resources", () => {
    expect(section("Plan")).toEqual([
      "Plan  5 to create (3 cloud resources, 2 components)",
      "  pulumi.pulumi.Stack shop-dev (3)",
      "  ├─ shop.web.Site site (2)",
      "  │  └─ aws.s3.Bucket × 2",
      "  └─ aws.rds.Instance main",
      "",
    ]);
  });

  test("lists every resource with --full", () => {
    const full = renderReport(sampleReport(), styleFor({}, true));
    expect(full).toContain("aws.s3.Bucket pages\n");
    expect(full).toContain("aws.s3.Bucket pages-policy\n");
  });

  test("shows fixed and usage-driven cost apart, the most expensive line first", () => {
    const cost = section("Cost");
    expect(cost[0]).toContain("1,244.50 USD a month in eu-west-1: 1,234.50 USD fixed, 10.00 USD by usage");
    const replicas = cost.findIndex(
      (line) => line.includes("1,222.09 USD") && line.includes("3 × 730 h × 0.558 USD per hour"),
    );
    const instance = cost.findIndex((line) => line.includes("12.41 USD"));
    expect(replicas).toBeGreaterThan(0);
    expect(instance).toBeGreaterThan(replicas);
    expect(cost.find((line) => line.includes("depends on usage"))).toContain("0.023 USD per GB-month");
  });

  test("adds the bill up by tier and by component", () => {
    const cost = section("Cost").join("\n");
    expect(cost).toMatch(/A month\s+fixed\s+by usage\s+open\s+component\n/);
    expect(cost).toMatch(/shop\.web\.Site site\n/);
  });

  test("says how full each tier is, which gives way first, and what could be cheaper", () => {
    const capacity = section("Capacity");
    expect(capacity[0]).toContain("enough for 75, where aws.rds.Instance main gives way first");
    expect(capacity.join("\n")).toMatch(
      /40 %\s+nothing left\s+40 %\s+30\s+aws\.rds\.Instance main\s+1 × db\.t4g\.small/,
    );
    expect(capacity.join(" ").replace(/\s+/g, " ")).toContain(
      "Ask Service Quotas for more first: Fargate On-Demand vCPU resource count in eu-west-1: this takes 4, and up to 12",
    );
    expect(section("Could be cheaper")[0]).toContain("db.m7g.large → db.t4g.large saves 30.10 USD per month");
  });

  test("warns of prices that are older than 180 days", () => {
    const { cost, plan } = sampleReport();
    const at = (today: string) => renderCost(cost, plan, styleFor({}, false), new Date(today));
    expect(at("2026-12-01")).not.toContain("days old");
    expect(at("2027-12-01")).toContain("The prices are 375 days old (2026-11-21)");
  });

  test("tells a missing price once, with the resources that need it", () => {
    const { cost, plan } = sampleReport();
    const [first] = cost.unpriced;
    const urns = ["one", "two", "three", "four", "five"].map((name) => `${first?.urn}-${name}`);
    const unpriced = urns.map((urn) => ({ type: first?.type ?? "", reason: "no price here", urn }));
    const text = renderCost({ ...cost, unpriced }, plan, styleFor({}, false));
    expect(text).toContain("Not priced: 5 resources");
    expect(text.match(/no price here/g)).toHaveLength(1);
    expect(text).toContain("and 1 more)");
  });

  test("names and counts what has no price", () => {
    expect(section("Cost").join("\n")).toContain("Not priced: 1 resource");
    expect(section("Cost").join("\n")).toContain("shop.web.Site site: no price for this type");
  });

  test("puts domains with the same outcomes in one row and says why the others fail", () => {
    const failures = section("Failures");
    expect(failures[0]).toContain("2 survive, 1 need a person");
    expect(failures.some((line) => /zone\s+eu-west-1a\s+needs a person/.test(line))).toBe(true);
    expect(failures.some((line) => /zone\s+eu-west-1b, eu-west-1c\s+survives/.test(line))).toBe(true);
    expect(failures.join("\n")).toContain(
      "- zone, aws.rds.Instance main: The database has no standby. [AWS guide, 2026-01-01]",
    );
  });

  test("shows findings with level, severity, resource, why and fix, mandatory ones first, unknown ones apart", () => {
    const findings = section("Findings");
    expect(findings[0]).toBe("Findings  2 violations: 1 mandatory, 1 advisory; 1 unknown");
    expect(findings.slice(2, 5)).toEqual([
      "  medium mandatory  aws.rds.Instance main  data-stores-encrypted",
      "    The storage is not encrypted.",
      "    Fix: Set `storageEncrypted`.",
    ]);
    expect(findings).toContain("    Fix: Set `multiAz`. (+12.41 USD per month)");
    expect(findings.join("\n")).toContain("unknown: shop.web.Site site: The zones are not known.");
  });

  test("counts rules that had nothing to judge or are turned off, and lists them with --full", () => {
    const short = section("Findings").join("\n");
    expect(short).toContain("1 rule had nothing to judge, 1 rule turned off by the configuration (--full lists them).");
    const full = renderReport(sampleReport(), styleFor({}, true));
    expect(full).toContain("  not applicable: the plan has none of kms/Key [keys-rotate]\n");
    expect(full).toContain("  turned off by the configuration [monthly-budget]\n");
  });

  test("has no colour codes on a pipe and has them on a terminal", () => {
    const escapeCode = "\u001b[";
    expect(plain()).not.toContain(escapeCode);
    const { NO_COLOR, TERM } = process.env;
    delete process.env.NO_COLOR;
    process.env.TERM = "xterm";
    try {
      expect(renderReport(sampleReport(), styleFor({ isTTY: true, columns: 100 }, false))).toContain(escapeCode);
      process.env.NO_COLOR = "1";
      expect(renderReport(sampleReport(), styleFor({ isTTY: true, columns: 100 }, false))).not.toContain(escapeCode);
    } finally {
      delete process.env.NO_COLOR;
      if (NO_COLOR !== undefined) process.env.NO_COLOR = NO_COLOR;
      if (TERM === undefined) delete process.env.TERM;
      else process.env.TERM = TERM;
    }
  });

  test("prints no secret", () => {
    expect(plain()).not.toContain("hunter2");
  });
});
