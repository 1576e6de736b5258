import path from "node:path";
import { casesIn, said, type Told } from "./told";

describe("programs as anyone would write them", () => {
  const cases: Told[] = [];
  beforeAll(async () => {
    for (const directory of ["program", "strangers"]) cases.push(...(await casesIn(path.join(__dirname, directory))));
  }, 240_000);

  it("are told exactly their single points of failure", async () => {
    const expected: [string, string][] = [];
    const actual: [string, string][] = [];
    for (const { title, expects, plan } of cases) {
      expected.push([title, [...expects].sort().join(", ")]);
      actual.push([title, (await said(plan, "violation")).join(", ")]);
    }
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });

  it("are many, with and without", () => {
    const silent = cases.filter(({ expects }) => expects.length === 0);
    expect(silent.length).toBeGreaterThanOrEqual(70);
    expect(cases.length - silent.length).toBeGreaterThanOrEqual(110);
  });
});
