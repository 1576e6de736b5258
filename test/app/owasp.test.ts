import { readFileSync } from "node:fs";
import { join } from "node:path";

const readme = readFileSync(join(__dirname, "..", "..", "app", "README.md"), "utf8");
const rows = [...readme.matchAll(/^\| (API\d+:2023) ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)];

/** The risks by their names in the 2023 edition, owasp.org/API-Security/editions/2023. */
const risks = [
  "Broken object level authorization",
  "Broken authentication",
  "Broken object property level authorization",
  "Unrestricted resource consumption",
  "Broken function level authorization",
  "Unrestricted access to sensitive business flows",
  "Server side request forgery",
  "Security misconfiguration",
  "Improper inventory management",
  "Unsafe consumption of APIs",
];

it("answers all ten risks of the OWASP API Security Top 10 in the README", () => {
  expect(rows.map(([, id, name]) => [id, name])).toEqual(risks.map((name, index) => [`API${index + 1}:2023`, name]));
});

it.each(rows.map(([, id, , , shownBy = ""]) => [id, shownBy] as const))(
  "names tests for %s that are there",
  (_id, shownBy) => {
    const named = shownBy.split("; ").map((text) => /^([a-z-]+\.test\.ts) "(.+)"$/.exec(text));

    expect(named.length).toBeGreaterThan(0);
    for (const [index, match] of named.entries()) {
      const [, file = "", title = ""] = match ?? [];
      const isThere = match !== null && readFileSync(join(__dirname, file), "utf8").includes(`"${title}"`);
      expect([shownBy.split("; ")[index], isThere]).toEqual([shownBy.split("; ")[index], true]);
    }
  },
);
