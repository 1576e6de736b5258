import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const app = join(__dirname, "..", "..", "app");
const readme = readFileSync(join(app, "README.md"), "utf8");
const section = readme.slice(readme.indexOf("## What it shows"), readme.indexOf("## OWASP"));
const rows = [...section.matchAll(/^\| ([A-Z][A-Za-z-]+) \| (.+) \| (.+) \|$/gm)].map(
  ([, idea = "", where = "", shownBy = ""]) => ({ idea, where: quoted(where), shownBy: quoted(shownBy) }),
);

/** The ideas of the notes that the app is there to show. */
const ideas = [
  ...["REST", "GraphQL", "SQL", "Replication", "Sharding", "Cache-aside", "NoSQL", "Blobs", "Queue", "WebSockets"],
  ...["Webhooks", "Gateway", "Idempotency", "Operations", "Security"],
];
/** What the rest of the tests are for: the page, the image, and what holds the README to them. */
const others = ["environment", "image", "page", "page-files", "shown"];

function quoted(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

/** `WebSockets` → `web-sockets`, `NoSQL` → `no-sql`, `GraphQL` → `graphql`. */
function fileOf(idea: string): string {
  const name = idea === "GraphQL" ? "graphql" : idea.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
  return `${name}.test.ts`;
}

it("is in the README, each idea once", () => {
  expect(rows.map(({ idea }) => idea)).toEqual(ideas);
});

it.each(rows)("is $idea, in modules that are there, by a test of its name", ({ idea, where, shownBy }) => {
  expect(where.filter((name) => !existsSync(join(app, name)))).toEqual([]);
  expect(shownBy[0]).toBe(fileOf(idea));
  expect(shownBy.filter((name) => !existsSync(join(__dirname, name)))).toEqual([]);
});

it("has no test that the README does not name", () => {
  const named = new Set([...rows.flatMap(({ shownBy }) => shownBy), ...others.map((name) => `${name}.test.ts`)]);
  expect(readdirSync(__dirname).filter((name) => name.endsWith(".test.ts") && !named.has(name))).toEqual([]);
});
