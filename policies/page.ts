import type { Rule } from "./rule";

/** What a page shows besides the rule's own fields. */
export interface PageSources {
  /** Folder of the rule. */
  readonly family: string;
  /** The rule's module, as text: the comment above the rule says why. */
  readonly module: string;
  /** The module with `before` and `after`, as text. */
  readonly example: string;
  /** Configuration under which the example is judged, as the text of a file for `--policy-config`. */
  readonly config: string | undefined;
}

/** The rule's page in Markdown. */
export function rulePage(rule: Rule, sources: PageSources): string {
  const { name, displayName = name, description, severity, url } = rule;
  const { family, module, example, config } = sources;
  return [
    "<!-- Written by `npm run policies -- --write` from the rule and its example. -->",
    `# ${displayName}`,
    `\`${name}\` in [${family}](../../policies/${family}/${name}.ts), severity ${severity}`,
    `${description} ${whyOf(name, module)}`,
    ...section("What it reads", readText(rule)),
    ...section("How to fix it", fixText(rule)),
    ...section("Configuration", configurationText(rule)),
    "## Example",
    ...(config === undefined ? [] : ["With this in the configuration file:", fence("json", config)]),
    "The rule finds something in this:",
    fence("ts", bodyOf(name, example, "before")),
    "And nothing in this:",
    fence("ts", bodyOf(name, example, "after")),
    `[Source](${url})`,
    "",
  ].join("\n\n");
}

function section(title: string, text: string): readonly string[] {
  return [`## ${title}`, text];
}

/** The sentences above the rule in its module. */
function whyOf(name: string, module: string): string {
  const [, comment] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const \w+ = rule\b/.exec(module) ?? [];
  if (comment === undefined) throw new Error(`${name}: a comment above the rule must say why it is there`);
  return comment
    .replaceAll(/^\s*\* ?/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function readText({ about }: Rule): string {
  if (about === undefined)
    return "The whole plan: who sends requests to whom, where each member runs, what dies with it.";
  const types = about.map((type) => `\`aws.${type.replace("/", ".")}\``).join(", ");
  return `${types}, and what they refer to. A plan without any of them gives the rule nothing to judge: it is not applicable.`;
}

function fixText({ remediationSteps, inComponents = {} }: Rule): string {
  const ours = Object.entries(inComponents).map(([type, fix]) => `- In \`${type.split(":").at(-1)}\`: ${fix}`);
  return [remediationSteps, ...(ours.length > 0 ? ["In the components of this project:", ours.join("\n")] : [])].join(
    "\n\n",
  );
}

function configurationText({ configSchema, defaults }: Rule): string {
  const { exemptions: _, ...own } = configSchema?.properties ?? {};
  const always = "Its level and its [exemptions](../../policies/README.md#exempt-a-resource), as every rule has them";
  if (Object.keys(own).length === 0) return `${always}; nothing else.`;
  const given = defaults as { readonly [property: string]: unknown };
  const rows = Object.entries(own).map(
    ([property, { type, description = "" }]) =>
      `| \`${property}\` | ${[type].flat().join(" or ")} | ${description} | ${defaultText(given[property])} |`,
  );
  return [
    `${always}, and:`,
    ["| property | type | meaning | default |", "| --- | --- | --- | --- |", ...rows].join("\n"),
  ].join("\n\n");
}

function defaultText(value: unknown): string {
  const empty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return value === undefined || empty ? "none" : `\`${JSON.stringify(value)}\``;
}

/** What stands in a function of the example's module, without its indentation. */
function bodyOf(name: string, example: string, which: "before" | "after"): string {
  const [, body] = new RegExp(`^export function ${which}\\(\\): void \\{\\n([\\s\\S]*?)^\\}$`, "m").exec(example) ?? [];
  if (body === undefined) throw new Error(`policies/examples/${name}.ts must export a function ${which}(): void`);
  return body.replaceAll(/^ {2}/gm, "");
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
