import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Finished, PROJECT, preview, START } from "./preview-process";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "bad-input-"));
  symlinkSync(path.join(PROJECT, "node_modules"), path.join(folder, "node_modules"));
  write("package.json", '{ "name": "shop", "main": "index.ts" }');
  write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  write("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n");
  write("index.ts", "export const answer = 42;\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);
const previewed = (...args: string[]): Promise<Finished> => preview(["--program", folder, "--stack", "dev", ...args]);

/** Asserts what every refusal has in common and returns its one sentence. */
function refusal({ code, stdout, stderr }: Finished, exitCode: number): string {
  expect({ code, stdout }).toEqual({ code: exitCode, stdout: "" });
  expect(stderr).toMatch(/^error: \S/);
  expect(stderr).not.toMatch(/node_modules|node:internal/);
  return stderr;
}

/** Asserts that a sentence names every one of the words that a reader needs: the file, the key, the value, what is right. */
function named(text: string, ...words: readonly string[]): void {
  for (const word of words) expect(text).toContain(word);
}

describe("what is wrong before anything runs ends with exit code 2 and one sentence", () => {
  const sentence = (finished: Finished): string => {
    const text = refusal(finished, 2);
    expect(text.trimEnd().split("\n")).toHaveLength(1);
    return text;
  };

  test("an unknown stack, with the stacks there are", async () => {
    const text = sentence(await preview(["--program", folder, "--stack", "qa"]));
    expect(text).toContain("Pulumi.qa.yaml");
    expect(text).toMatch(/\bdev\b/);
  });

  test("a folder without a Pulumi.yaml", async () => {
    rmSync(path.join(folder, "Pulumi.yaml"));
    expect(sentence(await previewed())).toContain("Pulumi.yaml");
  });

  test("configuration for one preview that is no key=value, is of the wrong type, or goes with a finished plan", async () => {
    named(sentence(await previewed("--config", "zones")), "--config <key=value>", "zones", "key=value");
    write("Pulumi.yaml", "name: shop\nruntime: nodejs\nconfig:\n  zones: { type: integer }\n");
    named(sentence(await previewed("--config", "zones=many")), "shop:zones", "integer");
    named(sentence(await preview(["--from", "plan.json", "--config", "zones=1"])), "--config", "--from");
  });

  test("a usage or discount file that is missing, no YAML, or names what is not there, with the nearest that is", async () => {
    named(sentence(await previewed("--usage", path.join(folder, "usage.yaml"))), "usage.yaml", "does not exist");
    write("usage.yaml", "version: 0.1\nresource_type_default_usage:\n  aws_nat_gatway: {}\n");
    const usage = sentence(await previewed("--usage", path.join(folder, "usage.yaml")));
    named(usage, "usage.yaml: resource_type_default_usage.aws_nat_gatway", "aws_nat_gateway?");
    write("discounts.yaml", "version: 0.1\ndiscounts:\n  ec3: 10\n");
    const discounts = sentence(await previewed("--discounts", path.join(folder, "discounts.yaml")));
    named(discounts, "discounts.yaml: discounts.ec3", "ec2?");
  });

  test("a Pulumi.yaml that is no YAML, with the line", async () => {
    write("Pulumi.yaml", "name: shop\nruntime: [nodejs\n");
    named(sentence(await previewed()), "Pulumi.yaml:3:1");
  });

  test("a stack file that is no YAML, with the line", async () => {
    write("Pulumi.dev.yaml", 'config:\n  aws:region: "eu-west-1\n');
    named(sentence(await previewed()), "Pulumi.dev.yaml:3:1");
  });

  test("a stack file whose config is no map", async () => {
    write("Pulumi.dev.yaml", "config: eu-west-1\n");
    named(sentence(await previewed()), "Pulumi.dev.yaml", "config", "eu-west-1", "mapping");
  });

  test("a value of the wrong type for a key that the project declares", async () => {
    write("Pulumi.yaml", "name: shop\nruntime: nodejs\nconfig:\n  zones:\n    type: integer\n    default: 3\n");
    write("Pulumi.dev.yaml", "config:\n  shop:zones: many\n");
    named(sentence(await previewed()), "Pulumi.dev.yaml", "shop:zones", "many", "integer");
  });

  test("a runtime that is not Node", async () => {
    write("Pulumi.yaml", "name: shop\nruntime: python\n");
    named(sentence(await previewed()), "Pulumi.yaml", "runtime", "python", "nodejs");
  });

  test("settings that the program refuses by their file, all of them", async () => {
    write(
      "index.ts",
      `import * as pulumi from "@pulumi/pulumi";
const wrong = ["a", "b", "c", "d"].map((key) => \`Pulumi.dev.yaml: shop:\${key} is wrong.\`);
throw new pulumi.RunError(wrong.join("\\n"));
`,
    );
    const text = refusal(await previewed(), 2);
    for (const key of ["a", "b", "c", "d"]) expect(text).toContain(`Pulumi.dev.yaml: shop:${key} is wrong.`);
  });

  test("an unknown option", async () => {
    expect(sentence(await previewed("--colour"))).toContain("--colour");
  });

  test("a policy configuration that is not there", async () => {
    expect(sentence(await previewed("--policy-config", "missing.json"))).toContain("missing.json");
  });
});

describe("a program that fails ends with exit code 3, its own words and its own frames", () => {
  test("throwing", async () => {
    write("index.ts", 'function broken(): never {\n  throw new Error("no stock left");\n}\nbroken();\n');
    const text = refusal(await previewed(), 3);
    expect(text).toContain("no stock left");
    expect(text).toMatch(/index\.ts:2/);
    expect(text.trimEnd().split("\n").length).toBeLessThan(6);
  });

  test("rejecting", async () => {
    write("index.ts", 'void Promise.reject(new Error("later trouble"));\nexport {};\n');
    expect(refusal(await previewed(), 3)).toContain("later trouble");
  });

  test("exiting", async () => {
    write("index.ts", "process.exit(7);\n");
    expect(refusal(await previewed(), 3)).toMatch(/exit.*7/);
  });

  test("a syntax error", async () => {
    write("index.ts", "export const = 1;\n");
    expect(refusal(await previewed(), 3)).toMatch(/index\.ts/);
  });

  test("never ending, after the time it was given", async () => {
    write("index.ts", "setInterval(() => undefined, 1000);\nexport {};\n");
    expect(refusal(await previewed("--timeout", "3"), 3)).toMatch(/3 (s|seconds)/);
  });

  test("busy for ever, after the time it was given", async () => {
    write("index.ts", "for (;;) {}\n");
    expect(refusal(await previewed("--timeout", "3"), 3)).toMatch(/3 (s|seconds)/);
  });

  test("missing configuration, in Pulumi's words with the command that sets it", async () => {
    write("index.ts", 'import * as pulumi from "@pulumi/pulumi";\nnew pulumi.Config().require("owner");\n');
    const text = refusal(await previewed(), 3);
    expect(text).toContain("Missing required configuration variable 'shop:owner'");
    expect(text).toContain("pulumi config set shop:owner");
  });

  test("registering one name twice", async () => {
    write("index.ts", 'import * as aws from "@pulumi/aws";\nnew aws.sqs.Queue("mail");\nnew aws.sqs.Queue("mail");\n');
    const text = refusal(await previewed(), 3);
    expect(text).toMatch(/mail/);
    expect(text).toMatch(/Duplicate resource URN/);
  });

  test("with --json as one valid object on stdout, and the sentence on stderr", async () => {
    write("index.ts", 'console.log("half a line");\nthrow new Error("no stock left");\n');
    const { code, stdout, stderr } = await previewed("--json");
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: { exitCode: 3 } });
    expect(stderr).toContain("no stock left");
  });
});

describe("this project's own settings", () => {
  // One copy for all: what was compiled for the first is at hand for the others.
  const project = mkdtempSync(path.join(tmpdir(), "bad-settings-"));
  beforeAll(() => {
    for (const part of ["Pulumi.yaml", "package.json", "tsconfig.json", "stacks", "components"]) {
      cpSync(path.join(PROJECT, part), path.join(project, part), { recursive: true });
    }
    symlinkSync(path.join(PROJECT, "node_modules"), path.join(project, "node_modules"));
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test.each([
    ["topology: moon-base", ["Pulumi.dev.yaml", "zero-to-millions:topology", "moon-base", "single-server"]],
    ["topologie: services", ["Pulumi.dev.yaml", "zero-to-millions:topologie", "is not a setting"]],
    ["zones: 7", ["Pulumi.dev.yaml", "zero-to-millions:zones", "7", "1 to 6"]],
    ["natGateways: many", ["Pulumi.dev.yaml", "zero-to-millions:natGateways", "many", "per-zone"]],
  ])("refuse %s", async (setting, words) => {
    writeFileSync(path.join(project, "Pulumi.dev.yaml"), `config:\n  aws:region: eu-west-1\n  ${setting}\n`);
    named(refusal(await preview(["--program", project, "--stack", "dev"]), 2), ...words);
  });
});

test("a program that prints keeps --json valid, and what it printed is in the report", async () => {
  write("index.ts", 'console.log("hello from the program");\nexport const answer = 42;\n');
  const { code, stdout } = await previewed("--json");
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as { plan: { outputs: unknown }; messages: { severity: string; text: string }[] };
  expect(report.plan.outputs).toEqual({ answer: 42 });
  expect(report.messages).toContainEqual({ severity: "stdout", urn: null, text: expect.stringContaining("hello") });
});

test("a reader that goes away early is no failure", async () => {
  const command = `"${process.execPath}" "${START.join('" "')}" --program "${folder}" --stack dev --json | true; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", command], { cwd: PROJECT, encoding: "utf8" });
  expect({ stdout, stderr }).toEqual({ stdout: "0\n", stderr: "" });
});
