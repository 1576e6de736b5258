import { FIELD_RULES, type FieldRule } from "./field";

/** How the field's rules are answered here, as a page in Markdown. */
export function coveragePage(): string {
  const covered = FIELD_RULES.filter(({ rules }) => rules.length > 0);
  const services = [...new Set(FIELD_RULES.map(({ service }) => service))];
  return [
    "<!-- Written by `npm run policies -- --write` from policies/field. -->",
    "# The field's rules",
    `Public tools have ${FIELD_RULES.length} distinct rules about availability and resilience on AWS (checkov 3.3.30, cdk-nag, prowler, ` +
      "trivy, AWSGuard, Pulumi's compliance policies, AWS Config's conformance packs, Security Hub and Trusted Advisor, as of " +
      `August 2026). Rules of this pack answer ${covered.length} of them; of each other one, this says why none does.`,
    ...services.flatMap((service) => [`## ${service}`, table(FIELD_RULES.filter((each) => each.service === service))]),
    "",
  ].join("\n\n");
}

function table(rules: readonly FieldRule[]): string {
  const rows = rules.map(
    ({ id, asks, sources, ...answer }) => `| \`${id}\` | ${asks} | ${sources.join(", ")} | ${answerText(answer)} |`,
  );
  return ["| id | what it asks | asked by | here |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function answerText({ rules, note }: Pick<FieldRule, "rules" | "note">): string {
  return [rules.map((rule) => `[${rule}](${rule}.md)`).join(", "), note ?? ""].filter((part) => part !== "").join(": ");
}
