import { constraintsOf, expectation, variables } from "./environment.js";

/** The environment schema as the Markdown table of README.md; a test keeps the two equal. */
export function environmentTable(): string {
  const rows = variables.map((variable) => {
    const { default: fallback, description } = constraintsOf(variable);
    return `| \`${variable}\` | \`${fallback}\` | ${expectation(variable)} | ${description} |`;
  });
  return ["| variable | default | accepts | meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
