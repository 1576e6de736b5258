import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ask, joinAndSignIn, post } from "./answer";
import { builtProgram } from "./builtApp";

// An embedded database takes long to start on a busy machine.
jest.setTimeout(180_000);

const root = join(__dirname, "..", "..");
const dockerfile = readFileSync(join(root, "app", "Dockerfile"), "utf8");
/** The steps of the image that runs, each with what follows its name. */
const steps = (dockerfile.split(/^FROM /m).at(-1) ?? "")
  .split("\n")
  .map((line) => /^([A-Z]+) (.*)$/.exec(line))
  .flatMap((step) => (step ? [{ name: step[1], text: step[2] ?? "" }] : []));
const textsOf = (name: string) => steps.filter((step) => step.name === name).map(({ text }) => text);

let folder: string;
let child: ChildProcess | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zero-to-millions-image-"));
});

afterAll(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** What the image has, in a folder: each COPY of the last step, from where the build puts it. */
function assemble(): void {
  const built = join(builtProgram("main.ts"), "..");
  for (const text of textsOf("COPY")) {
    const [from = "", to = ""] = text.replace(/^--from=build \/build\//, "").split(" ");
    cpSync(from === "app/dist" ? built : join(root, from), join(folder, to), { recursive: true });
  }
}

/** Starts it as a container does, with the variables that the image sets but for where it listens and keeps its data. */
async function run(): Promise<string> {
  const [program = "", ...args] = JSON.parse(textsOf("CMD")[0] ?? "") as string[];
  expect(program).toBe("node");
  const set = Object.fromEntries(textsOf("ENV").flatMap((text) => text.split(" ").map((pair) => pair.split("="))));
  const here = { HOST: "127.0.0.1", PORT: "0", DATA_DIR: join(folder, "data"), LOG_LEVEL: "warn" };
  // A machine that is busy with other tests is no reason to refuse.
  const env = { ...set, ...here, EVENT_LOOP_LIMIT_MS: "0" };
  const started = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "inherit", "pipe"] });
  child = started;
  for await (const line of createInterface({ input: started.stderr })) {
    const url = /^Ready at (\S+)$/.exec(line)?.[1];
    if (url) return url;
    process.stderr.write(`${line}\n`);
  }
  throw new Error("The image's program ended before it was ready.");
}

it("starts from nothing but what is copied into it, with its own migrations, page and native packages", async () => {
  assemble();
  const url = await run();
  const ada = await joinAndSignIn(url, "ada");
  const created = await post(`${url}/posts`, { body: "nobody" });
  const page = await fetch(`${url}/`);

  expect((await ask(`${url}/readyz`)).status).toBe(200);
  expect(ada.user.handle).toBe("ada");
  expect(created.status).toBe(401);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
});

it("runs as a user who is not root, and brings no sources and no package that is only for building", () => {
  expect(textsOf("USER")).toEqual(["node"]);
  const copied = textsOf("COPY").join("\n");
  expect(copied).not.toMatch(/\bsrc\b|typescript|esbuild/);
});
