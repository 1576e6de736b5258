import path from "node:path";
import type { PolicyConfig } from "../../../policies/analyze";
import { casesIn, said, type Told } from "./told";

/** Some must survive the loss of a region as well; their titles say so. */
const configOf = (title: string): PolicyConfig =>
  title.startsWith("critical: ") ? { "no-single-point-of-failure": { critical: true } } : {};

describe("programs as anyone would write them", () => {
  const cases: Told[] = [];
  beforeAll(async () => {
    for (const directory of ["program", "strangers", "newcomers"])
      cases.push(...(await casesIn(path.join(__dirname, directory))));
  }, 240_000);

  it("are told exactly their single points of failure", async () => {
    const expected: [string, string][] = [];
    const actual: [string, string][] = [];
    for (const { title, expects, plan } of cases) {
      expected.push([title, [...expects].sort().join(", ")]);
      actual.push([title, (await said(plan, "violation", configOf(title))).join(", ")]);
    }
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });

  it("are many, with and without", () => {
    const silent = cases.filter(({ expects }) => expects.length === 0);
    expect(silent.length).toBeGreaterThanOrEqual(139);
    expect(cases.length - silent.length).toBeGreaterThanOrEqual(186);
  });
});
