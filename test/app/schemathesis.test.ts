import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonTool } from "../servers/python-tool";
import { ask, joinAndSignIn } from "./answer";
import { type RunningApp, startApp } from "./startApp";

/** What Schemathesis says of a run (`--report json`), as far as it is looked at. */
interface Report {
  readonly complete: boolean;
  readonly operations: { readonly total: number; readonly tested: number };
  readonly phases: Readonly<Record<string, { readonly status: string }>>;
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly { readonly operation?: string }[];
  readonly errors: readonly object[];
  readonly warnings: Readonly<Record<string, readonly string[]>>;
  /** How many requests of each operation were taken, by phase. */
  readonly valid_rates: Readonly<Record<string, Readonly<Record<string, { readonly accepted: number }>>>>;
}

const phases = ["examples", "coverage", "fuzzing", "stateful"];
const folder = mkdtempSync(join(tmpdir(), "schemathesis-"));
const schemathesis = installed();
let app: RunningApp | undefined;
let report: Report;
let operations: readonly string[];

// A machine without Python, or without a way to PyPI, leaves this one suite out and says so.
const where = typeof schemathesis === "string" ? describe : describe.skip;
const reason = typeof schemathesis === "string" ? "" : ` (left out: ${schemathesis.missing})`;

afterAll(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true, force: true });
});

where(`the API as it describes itself, asked by Schemathesis${reason}`, () => {
  beforeAll(async () => {
    app = await startApp();
    const { accessToken } = await joinAndSignIn(app.url, "ada");
    report = await run(String(schemathesis), app.url, accessToken);
    operations = await operationsOf(app.url);
  });

  it("is not failed by anything that it asks, in any of its phases", () => {
    expect(report.failures).toEqual([]);
    expect(report.errors).toEqual([]);
    expect(report.phases).toEqual(
      Object.fromEntries(phases.map((phase) => [phase, { status: "success", skip_reason: null }])),
    );
    expect(report.complete).toBe(true);
  });

  it("is asked whole: every operation, and what creates something with what it takes", () => {
    expect(report.operations).toMatchObject({ total: operations.length, tested: operations.length });
    expect(report.test_cases.generated).toBeGreaterThan(operations.length * 20);
    expect(report.warnings.unsupported_regex).toEqual([]);
    for (const creating of ["POST /users", "POST /posts", "POST /uploads/posts", "PUT /users/{id}/profile"]) {
      const rates = report.valid_rates[creating] ?? {};
      for (const phase of ["examples", "fuzzing"])
        expect({ creating, phase, taken: (rates[phase]?.accepted ?? 0) > 0 }).toEqual({ creating, phase, taken: true });
    }
  });
});

function installed(): string | { readonly missing: string } {
  try {
    return pythonTool("st", ["schemathesis==4.32.5"]);
  } catch (error) {
    return { missing: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error) };
  }
}

/** Asks as somebody who is signed in, the same each time: six generated requests an operation and phase at most. */
async function run(command: string, url: string, accessToken: string): Promise<Report> {
  const file = join(folder, "report.json");
  const config = ["--config-file", join(__dirname, "schemathesis.toml")];
  const bounds = ["--seed", "1", "--max-examples", "6", "--phases", phases.join(",")];
  const out = ["--report", "json", "--report-json-path", file, "--no-color"];
  const caller = ["-H", `Authorization: Bearer ${accessToken}`];
  const args = [...config, "run", `${url}/openapi.json`, "--url", url, ...caller, ...bounds, ...out];
  const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const [code] = (await once(child, "close")) as [number];
  // The report names what failed; the text shows how to ask for it again.
  if (code !== 0) process.stdout.write(output);
  return JSON.parse(readFileSync(file, "utf8")) as Report;
}

async function operationsOf(url: string): Promise<readonly string[]> {
  const { body } = await ask<{ readonly paths: Readonly<Record<string, object>> }>(`${url}/openapi.json`);
  return Object.entries(body.paths).flatMap(([path, methods]) => Object.keys(methods).map((name) => `${name} ${path}`));
}
