import { create } from "xmlbuilder2";
import type { Finding } from "../../model/assessment";
import type { Rule } from "../../policies/rule";
import { families } from "../../policies/rules";
import { displayResource } from "../render/names";
import type { Report } from "../report/report";
import { saidAndFix } from "./fix";

/** One `<testcase>`: a rule that passed or was not run, or a rule on one resource. */
interface TestCase {
  readonly rule: string;
  readonly name: string;
  readonly failure?: { readonly type: string; readonly message: string; readonly text: string };
  readonly skipped?: string;
  readonly said?: string;
}

/**
 * A report's findings as the XML that JUnit made common: a suite for each family, a case for each finding and for each rule
 * without one. A mandatory violation fails; an advisory one passes and says so in its output; what is unknown, exempt, not
 * applicable or turned off is skipped, with the reason.
 */
export function junitOf(report: Report): string {
  const suites = Object.entries(families).map(([family, rules]) => ({
    name: `policies.${family}`,
    cases: rules.flatMap((rule) => casesOf(rule, report)),
  }));
  const all = suites.flatMap(({ cases }) => cases);
  const { project, stack } = report.plan;
  // Text from a program may hold characters that XML has no way to write.
  const document = create({ version: "1.0", encoding: "UTF-8", invalidCharReplacement: "\uFFFD" });
  const root = document.ele("testsuites", { name: `${project}/${stack}`, ...countsOf(all) });
  for (const { name, cases } of suites) {
    const suite = root.ele("testsuite", { name, ...countsOf(cases), errors: 0 });
    for (const each of cases) addCase(suite, each);
  }
  return `${document.end({ prettyPrint: true })}\n`;
}

function casesOf({ name, displayName }: Rule, { findings, notApplicable, disabled }: Report): readonly TestCase[] {
  const own = findings.filter(({ rule }) => rule === name);
  if (own.length > 0) return own.map(caseOf);
  const whole: TestCase = { rule: name, name: displayName ?? name };
  const unjudged = notApplicable.find(({ rule }) => rule === name);
  if (unjudged) return [{ ...whole, skipped: `not applicable: ${unjudged.reason}` }];
  return [disabled.includes(name) ? { ...whole, skipped: "turned off by the configuration" } : whole];
}

function caseOf(finding: Finding): TestCase {
  const { rule, urn, outcome, level, severity, message } = finding;
  const named = { rule, name: displayResource(urn) };
  if (outcome !== "violation") return { ...named, skipped: `${outcome}: ${message}` };
  const { said, fix } = saidAndFix(finding);
  const text = `${said}\nFix: ${fix}\n${urn}`;
  if (level === "advisory") return { ...named, said: `advisory, ${severity}: ${text}` };
  return { ...named, failure: { type: severity, message, text } };
}

function countsOf(cases: readonly TestCase[]): { readonly [attribute: string]: number } {
  return {
    tests: cases.length,
    failures: cases.filter(({ failure }) => failure !== undefined).length,
    skipped: cases.filter(({ skipped }) => skipped !== undefined).length,
  };
}

function addCase(suite: ReturnType<typeof create>, { rule, name, failure, skipped, said }: TestCase): void {
  const node = suite.ele("testcase", { classname: rule, name });
  if (failure) node.ele("failure", { type: failure.type, message: failure.message }).txt(failure.text);
  if (skipped !== undefined) node.ele("skipped", { message: skipped });
  if (said !== undefined) node.ele("system-out").txt(said);
}
