import { convert, create } from "xmlbuilder2";
import { policies } from "../../../policies/rules";
import { junitOf } from "../../../preview/findings/junit";
import type { Report } from "../../../preview/report/report";
import { sampleReport } from "../report/sample-report";

interface Case {
  readonly "@classname": string;
  readonly "@name": string;
  readonly failure?: { readonly "@type": string; readonly "@message": string; readonly "#": string };
  readonly skipped?: { readonly "@message": string };
  readonly "system-out"?: string;
}

interface Counted {
  readonly "@name": string;
  readonly "@tests": string;
  readonly "@failures": string;
  readonly "@skipped": string;
}

interface Suites extends Counted {
  readonly testsuite: readonly (Counted & { readonly testcase: Case | readonly Case[] })[];
}

const read = (report: Report): Suites =>
  (convert(junitOf(report), { format: "object" }) as unknown as { readonly testsuites: Suites }).testsuites;
const casesIn = (suites: Suites): readonly Case[] => suites.testsuite.flatMap(({ testcase }) => testcase);
const caseOf = (rule: string, report = sampleReport()): Case | undefined =>
  casesIn(read(report)).find((each) => each["@classname"] === rule);

const said = (message: string): Report => {
  const report = sampleReport();
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, message })) };
};

describe("findings as test results", () => {
  test("have a case for every rule, and count what stands in them", () => {
    const suites = read(sampleReport());
    const cases = casesIn(suites);
    expect(new Set(cases.map((each) => each["@classname"]))).toEqual(new Set(policies.map(({ name }) => name)));
    expect(suites).toMatchObject({ "@name": "shop/dev", "@failures": "1", "@tests": `${cases.length}` });
    for (const { testcase, ...counted } of suites.testsuite) {
      const own = [testcase].flat();
      expect(counted["@tests"]).toBe(`${own.length}`);
      expect(counted["@failures"]).toBe(`${own.filter(({ failure }) => failure !== undefined).length}`);
      expect(counted["@skipped"]).toBe(`${own.filter(({ skipped }) => skipped !== undefined).length}`);
    }
  });

  test("fail where mandatory", () => {
    expect(caseOf("data-stores-encrypted")).toMatchObject({
      "@name": "aws.rds.Instance main",
      failure: { "@type": "medium", "@message": "The storage is not encrypted." },
    });
    expect(caseOf("data-stores-encrypted")?.failure?.["#"]).toContain("Fix: Set `storageEncrypted`.");
  });

  test("say one fix: that for the resource where the message has it", () => {
    const text = caseOf("data-stores-encrypted", said("It is open. Fix: A key of its own."))?.failure?.["#"];
    expect(text).toMatch(/^It is open\.\nFix: A key of its own\.\nurn:/);
  });

  test("pass where advisory, and say so", () => {
    const advisory = caseOf("no-single-point-of-failure");
    expect(advisory?.failure).toBeUndefined();
    expect(advisory?.["system-out"]).toContain("advisory, high: The database runs in one zone.");
  });

  test("are skipped where unknown, not applicable or turned off, each with the reason", () => {
    const report = sampleReport();
    const unknown = report.findings.map((each) => ({ ...each, rule: "alarms-act", outcome: "unknown" as const }));
    expect(caseOf("alarms-act", { ...report, findings: unknown })?.skipped?.["@message"]).toMatch(/^unknown: /);
    expect(caseOf("keys-rotate")?.skipped?.["@message"]).toBe("not applicable: the plan has none of kms/Key");
    expect(caseOf("monthly-budget")?.skipped?.["@message"]).toBe("turned off by the configuration");
    expect(caseOf("deletion-is-guarded")?.skipped).toBeUndefined();
  });

  test("carry any text whole, but for characters that XML has not", () => {
    const messageOf = (text: string): string | null | undefined => {
      const { ownerDocument } = create(junitOf(said(text))).root().node;
      return ownerDocument?.getElementsByTagName("failure").item(0)?.getAttribute("message");
    };
    expect(messageOf(`"<b> & ]]> 'é'`)).toBe(`"<b> & ]]> 'é'`);
    expect(messageOf("a\u0000b\u001bc")).toBe("a\uFFFDb\uFFFDc");
  });
});
