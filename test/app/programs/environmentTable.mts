/** Prints the environment schema as the table of app/README.md, in which it is pasted when the schema changes. */
import { constraintsOf, expectation, variables } from "../../../app/src/environment.js";

const rows = variables.map((variable) => {
  const { default: fallback, description } = constraintsOf(variable);
  const shown = fallback === undefined ? "-" : `\`${fallback}\``;
  return `| \`${variable}\` | ${shown} | ${expectation(variable)} | ${description} |`;
});
const table = ["| variable | default | accepts | meaning |", "| --- | --- | --- | --- |", ...rows];
process.stdout.write(`${table.join("\n")}\n`);
