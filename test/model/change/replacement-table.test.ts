import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import table from "../../../model/change/replacement-table.json";
import { STATEFUL_TYPES } from "../../../model/change/stateful";

const PACKAGES = path.resolve(__dirname, "../../../node_modules/@pulumi");

/** The names of a type's arguments in the installed SDK. */
function argumentsOf(type: string): ReadonlySet<string> {
  const [pkg = "", module = "", name = ""] = type.split(":");
  const file = path.join(PACKAGES, pkg, `${module.replace(/^index\//, "")}.d.ts`);
  if (!existsSync(file)) return new Set();
  const [, body = ""] = readFileSync(file, "utf8").split(`export interface ${name}Args {`);
  return new Set([...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, property = ""]) => property));
}

describe("the table of properties that force a replacement", () => {
  const types: [string, (typeof table.types)[keyof typeof table.types]][] = Object.entries(table.types);

  test("says where it is from, and when", () => {
    expect(table.source).toMatch(/terraform-provider-aws \d/);
    expect(table.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test.each(types)("%s has the properties that it names", (type, { replaces, updates }) => {
    const known = argumentsOf(type);
    const named = [...replaces, ...updates].map((property) => property.split(".")[0] ?? "");
    // The SDK leaves `number` of the random types out; the provider still takes it.
    expect(named.filter((property) => !known.has(property) && property !== "number")).toEqual([]);
  });

  test.each(types)("%s has each property in one list only", (_, { replaces, updates, ...rest }) => {
    const conditional = Object.keys("mayReplace" in rest ? rest.mayReplace : {});
    const all = [...replaces, ...updates, ...conditional];
    expect(all.filter((property, at) => all.indexOf(property) !== at)).toEqual([]);
  });

  test("has every type that holds data, but for one whose schema is written another way", () => {
    const left = STATEFUL_TYPES.filter((type) => !(type in table.types));
    expect(left).toEqual(["aws:elasticache/serverlessCache:ServerlessCache"]);
  });
});
