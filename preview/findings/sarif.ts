import { createHash } from "node:crypto";
import type { Log, Result } from "sarif";
import type { Finding } from "../../model/assessment";
import { version } from "../../package.json";
import { displayResource, urnName } from "../render/names";
import type { Report } from "../report/report";
import { saidAndFix } from "./fix";
import { sarifRules } from "./sarif-rules";

/**
 * A report's findings for code scanning, in the Static Analysis Results Interchange Format 2.1.0 of OASIS. A mandatory
 * violation is an error, an advisory one a warning; what the plan cannot tell and what is exempt are notes, the latter
 * suppressed.
 * @param source the file that findings are shown at, from the root of the repository; there are no lines in a plan
 */
export function sarifOf(report: Report, source: string): Log {
  const rules = sarifRules();
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const { project, stack } = report.plan;
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "zero-to-millions", version, rules } },
        // One category for each stack, so that a stack's results do not close another's.
        automationDetails: { id: `${project}/${stack}/` },
        columnKind: "utf16CodeUnits",
        results: numbered(report.findings).map(([finding, occurrence]) =>
          resultOf(finding, occurrence, indexes.get(finding.rule), source),
        ),
        properties: { notApplicable: [...report.notApplicable], disabled: [...report.disabled] },
      },
    ],
  };
}

/** Findings, each with how many of its rule and resource there have been with it. */
function numbered(findings: readonly Finding[]): readonly (readonly [Finding, number])[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const key = identityOf(finding);
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return [finding, occurrence] as const;
  });
}

function resultOf(finding: Finding, occurrence: number, ruleIndex: number | undefined, source: string): Result {
  const { rule, urn, message, outcome, severity, flow, failure } = finding;
  const { said, fix } = saidAndFix(finding);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levelOf(finding),
    message: { text: `${displayResource(urn)}: ${said} Fix: ${fix}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: source }, region: { startLine: 1 } },
        logicalLocations: [{ name: urnName(urn), fullyQualifiedName: urn, kind: "resource" }],
      },
    ],
    // By the name that GitHub knows; otherwise it would hash the line, which all findings share.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint(finding)}:${occurrence}` },
    ...(outcome === "exempt"
      ? { suppressions: [{ kind: "external", status: "accepted", justification: message }] }
      : {}),
    properties: {
      outcome,
      severity,
      ...(flow === null ? {} : { flow }),
      ...(failure === null ? {} : { failure: failure.domain }),
    },
  };
}

function levelOf({ outcome, level }: Finding): "error" | "warning" | "note" {
  if (outcome !== "violation") return "note";
  return level === "mandatory" ? "error" : "warning";
}

function identityOf({ rule, urn }: Finding): string {
  return `${rule}\n${urn}`;
}

/** Stays the same while the rule and the resource do, whatever the message says. */
function fingerprint(finding: Finding): string {
  return createHash("sha256").update(identityOf(finding)).digest("hex").slice(0, 16);
}
