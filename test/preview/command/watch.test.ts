import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PROJECT, START } from "./preview-process";

const PROGRAM = (names: string): string =>
  `import * as aws from "@pulumi/aws";\nfor (const name of ${names}) new aws.sqs.Queue(name);\n`;

let folder: string;
let child: ChildProcess;
let output = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "watched-"));
  symlinkSync(path.join(PROJECT, "node_modules"), path.join(folder, "node_modules"));
  write("package.json", '{ "name": "shop", "main": "index.ts" }');
  write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  write("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n");
  write("index.ts", PROGRAM('["orders"]'));
});
afterEach(() => {
  child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);

function start(): void {
  child = spawn(process.execPath, [...START, "--program", folder, "--stack", "dev", "--watch"], {
    cwd: PROJECT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
}

/** Waits for the next preview to be done and returns what was printed since the last one. */
async function nextPreview(): Promise<string> {
  const mark = "Watching for saves";
  while (!output.includes(mark)) await new Promise((resolve) => setTimeout(resolve, 50));
  const printed = output.slice(0, output.indexOf(mark));
  output = output.slice(output.indexOf(mark) + mark.length);
  return printed;
}

test("previews again at each save, prints what changed, outlives a failing program and ends with Ctrl-C", async () => {
  start();
  expect(await nextPreview()).toContain("aws.sqs.Queue orders");

  write("index.ts", PROGRAM('["orders", "returns"]'));
  const added = await nextPreview();
  expect(added).toContain("Saved: index.ts");
  expect(added).toContain("1 to create");
  expect(added).toContain("aws.sqs.Queue returns");
  expect(added).not.toContain("aws.sqs.Queue orders");

  write("index.ts", 'throw new Error("half typed");\n');
  expect(await nextPreview()).toContain("error: half typed");

  write("index.ts", PROGRAM('["returns"]'));
  const removed = await nextPreview();
  expect(removed).toContain("1 to delete");
  expect(removed).toContain("orders");

  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGINT");
  expect(await ended).toBe(0);
}, 120_000);
