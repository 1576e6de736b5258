import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { SIZED_RUNGS } from "../../../model/capacity/sizing";
import { curvePicture } from "../../../preview/curve/picture";
import { type CurvePoint, curvePoint, DEFAULT_WISHES } from "../../../preview/curve/point";
import { runCurve } from "../../../preview/curve/run";
import { type RungCosts, rungTable } from "../../../preview/curve/rungs";
import { stackFile } from "../../../preview/curve/stack-file";
import { curveTable } from "../../../preview/curve/table";
import { ExitCode } from "../../../preview/failure";
import { readMarked } from "../../../preview/ladder/marked";

const PROJECT = path.join(__dirname, "../../..");
const docs = (file: string): string => path.join(PROJECT, "docs", file);
const rungs = JSON.parse(readFileSync(docs("curve-rungs.json"), "utf8")) as readonly RungCosts[];
const written = JSON.parse(readFileSync(docs("curve.json"), "utf8")) as readonly CurvePoint[];

/** What the command printed. */
async function ran(...argv: string[]): Promise<{ readonly code: number; readonly text: string }> {
  let text = "";
  const take = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, "write").mockImplementation(take));
  const code = await runCurve(argv, PROJECT);
  for (const spy of spies) spy.mockRestore();
  return { code, text };
}

describe("the curve in the docs", () => {
  test("is drawn and tabled from its points", () => {
    expect(readFileSync(docs("curve.svg"), "utf8")).toBe(curvePicture(written, rungs));
    expect(readMarked(docs("cost.md"), "curve")).toBe(curveTable(written));
    expect(readMarked(docs("cost.md"), "rungs")).toBe(rungTable(rungs));
  });

  test("tries all seven rungs at every size, and takes the cheapest that serves", () => {
    expect(rungs.map(({ users }) => users)).toEqual(written.map(({ users }) => users));
    rungs.forEach((size, index) => {
      expect(size.rungs.map(({ rung }) => rung)).toEqual(SIZED_RUNGS);
      for (const { usd, because } of size.rungs) expect(usd === null ? because : usd).toBeTruthy();
      const serving = size.rungs.filter(({ usd }) => usd !== null);
      const least = serving.reduce((best, each) => ((each.usd ?? 0) < (best.usd ?? 0) ? each : best));
      expect(written[index]?.rung).toBe(least.rung);
    });
  });

  test("names the lines of all rungs apart from each other", () => {
    const names = [
      ...curvePicture(written, rungs).matchAll(
        /y="([\d.]+)">(single-server|two-tier|load-balanced|cached|services|sharded|multi-region)</g,
      ),
    ];
    const heights = names.map(([, y]) => Number(y));
    expect(heights.length).toBeGreaterThanOrEqual(SIZED_RUNGS.length);
    const gaps = heights.slice(1).map((y, index) => (heights[index] ?? 0) - y);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(11.9);
  });

  test("says what the ladder says today (else: npm run curve -- --write)", async () => {
    const users = 10_000;
    const now = await curvePoint(PROJECT, users, DEFAULT_WISHES);
    expect(now).toEqual(written.find((point) => point.users === users));
  }, 120_000);

  test("goes from ten users to ten million, and each size carries its load", () => {
    expect([written[0]?.users, written.at(-1)?.users]).toEqual([10, 10_000_000]);
    for (const { peakRps, carriesRps } of written) expect(carriesRps).toBeGreaterThanOrEqual(peakRps);
  });

  test("reads on white paper, in print and in dark mode", () => {
    const picture = curvePicture(written);
    expect(picture).toContain("prefers-color-scheme:dark");
    expect(picture).toContain("@media print");
    expect(picture).toMatch(/<title [^>]*>.+<\/title>\n<desc/);
  });
});

test("a size's configuration is a stack file with every key that carries it", () => {
  for (const point of written) {
    const { config } = parse(stackFile(PROJECT, point)) as { readonly config: { readonly [key: string]: unknown } };
    expect(config.topology).toBe(point.rung);
    for (const [key, value] of Object.entries(point.config)) {
      const given = config[key];
      expect(typeof given === "object" ? JSON.stringify(given) : String(given)).toBe(value);
    }
  }
});

test("a size's file says nothing of the values that it replaced", () => {
  const point = written.find(({ users }) => users === 100_000);
  const file = point === undefined ? "" : stackFile(PROJECT, point);
  const comments = file.split("\n").filter((line) => line.trim().startsWith("#"));
  expect(comments.slice(0, 2).join()).toContain("100,000 users: load-balanced");
  expect(comments.join("\n")).not.toMatch(/One gateway|No standby|Costs \d+ USD/);
});

describe("what cannot be right ends with exit code 2 and one sentence", () => {
  test.each([
    [["size"], "size takes --users"],
    [["size", "--users", "many"], "--users is many: it must be a whole number"],
    [["--users", "-5"], "--users"],
    [["--target", "galaxy"], "none, member, zone, region"],
    [["--habit", "peakFaktor=3"], "did you mean peakFactor?"],
    [["--habit", "readShare=2"], "from 0 to 1"],
    [["size", "--users", "10,20"], "size takes --users with one number"],
    [["--user", "5"], "Unknown option '--user' (see"],
    [["curves"], "none of curve, rungs, nines, size"],
    [["nines", "--users", "many"], "--users is many"],
  ])("%p", async (argv, sentence) => {
    const { code, text } = await ran(...argv);
    expect(code).toBe(ExitCode.Usage);
    expect(text).toContain(sentence);
    expect(text.trimEnd()).not.toContain("\n");
  });
});
