import type { Finding } from "../../../model/assessment";
import { saidAndFix } from "../../findings/fix";
import type { Report } from "../../report/report";
import { byGravity } from "../findings";
import { displayResource } from "../names";
import { signedUsd } from "../since";
import { badge, type Element, folded, h, list, paragraph, section } from "./elements";

/** Broken rules, the gravest first, each with its fix and what that costs; then what is exempt or unknown. */
export function findingSection({ findings }: Report): Element {
  const violations = findings.filter(({ outcome }) => outcome === "violation").sort(byGravity);
  const others = findings.filter(({ outcome }) => outcome !== "violation");
  const texts = others.map(
    ({ outcome, urn, message, rule }) => `${outcome}: ${displayResource(urn)}: ${message} [${rule}]`,
  );
  return section(
    "findings",
    "Findings",
    ...(violations.length === 0 ? [paragraph("No rule is broken.")] : violations.map(one)),
    ...(texts.length === 0 ? [] : [folded(`${texts.length} exempt or unknown at preview`, false, list(texts))]),
  );
}

function one(finding: Finding): Element {
  const { level, severity, urn, rule, fixCost } = finding;
  const { said, fix } = saidAndFix(finding);
  const tone = level === "mandatory" ? "bad" : "fair";
  const price = fixCost === null ? "" : ` (${signedUsd(fixCost)} per month)`;
  return h(
    "article",
    { class: `finding ${tone}` },
    h("h3", null, displayResource(urn)),
    paragraph(badge(tone, `${severity}, ${level}`), " ", h("code", null, rule)),
    paragraph(said),
    paragraph(h("strong", null, "Fix: "), `${fix}${price}`),
  );
}
