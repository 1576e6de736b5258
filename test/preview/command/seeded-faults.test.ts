import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PROJECT, preview } from "./preview-process";

const PARTS = [
  "app/dist/page",
  "Pulumi.yaml",
  "Pulumi.prod.yaml",
  "package.json",
  "tsconfig.json",
  "stacks",
  "components",
];

interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

interface FoundFinding {
  readonly rule: string;
  readonly level: string;
  readonly outcome: string;
  readonly urn: string;
  readonly message: string;
}

/** One copy for all faults, each of which is mended after its test: what was compiled stays at hand. */
const project = mkdtempSync(path.join(tmpdir(), "seeded-fault-"));
const mended = new Map<string, string>();

beforeAll(() => {
  for (const part of PARTS) cpSync(path.join(PROJECT, part), path.join(project, part), { recursive: true });
  symlinkSync(path.join(PROJECT, "node_modules"), path.join(project, "node_modules"));
});
afterEach(() => {
  for (const [file, source] of mended) writeFileSync(file, source);
  mended.clear();
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function seed({ file, from, to }: Edit): void {
  const target = path.join(project, file);
  const source = readFileSync(target, "utf8");
  if (!mended.has(target)) mended.set(target, source);
  // A seed that no longer applies would make its test pass for nothing.
  expect(source).toContain(from);
  writeFileSync(target, source.replace(from, to));
}

/** Previews production and returns the exit code with the rule and the resource of each mandatory violation. */
async function violations(): Promise<{ code: number | null; found: string[] }> {
  const { code, stdout } = await preview(["--program", project, "--stack", "prod", "--json"]);
  const { findings } = JSON.parse(stdout) as { findings: FoundFinding[] };
  const mandatory = findings.filter(({ outcome, level }) => outcome === "violation" && level === "mandatory");
  const found = mandatory.map(({ rule, urn }) => {
    const [, , types = "", name = ""] = urn.split("::");
    return `${rule} ${types.split("$").at(-1)} ${name}`;
  });
  return { code, found };
}

const config = (key: string, from: string, to: string): Edit => ({
  file: "Pulumi.prod.yaml",
  from: `  ${key}: ${from}`,
  to: `  ${key}: ${to}`,
});

describe("production", () => {
  test("passes as it is", async () => {
    expect(await violations()).toEqual({ code: 0, found: [] });
  });

  test("fails with one NAT gateway for three zones", async () => {
    seed(config("natGateways", "per-zone", "single"));
    expect(await violations()).toEqual({
      code: 1,
      found: ["no-single-point-of-failure aws:ec2/natGateway:NatGateway main-1"],
    });
  });

  test("fails with Multi-AZ off", async () => {
    seed(config("databaseStandby", "true", "false"));
    const { code, found } = await violations();
    expect(code).toBe(1);
    expect(found.sort()).toEqual([
      "no-single-point-of-failure aws:rds/instance:Instance main",
      "no-single-point-of-failure aws:rds/instance:Instance posts",
    ]);
  });

  test("fails with a service pinned to one zone", async () => {
    seed({
      file: "stacks/service-tier.ts",
      from: "new Service(named(role), { ...scale,",
      to: 'new Service(named(role), { ...(role === "users" ? { zones: 1 } : {}), ...scale,',
    });
    expect(await violations()).toEqual({
      code: 1,
      found: ["no-single-point-of-failure aws:ecs/service:Service users"],
    });
  });

  test("fails with storage encryption off", async () => {
    seed({ file: "components/database-instances.ts", from: "storageEncrypted: true", to: "storageEncrypted: false" });
    const { code, found } = await violations();
    expect(code).toBe(1);
    const faults = new Map<string, string[]>();
    for (const [rule = "", , name = ""] of found.map((each) => each.split(" "))) {
      faults.set(rule, [...(faults.get(rule) ?? []), name].sort());
    }
    expect([...faults.keys()].sort()).toEqual(["data-stores-encrypted", "database-arguments-agree"]);
    expect(faults.get("data-stores-encrypted")).toEqual(expect.arrayContaining(["main", "posts"]));
    // AWS refuses a key for a disk that is not encrypted.
    expect(faults.get("database-arguments-agree")).toEqual(["main", "posts"]);
  });

  test("fails with a security group open to the world", async () => {
    seed({
      file: "stacks/services.ts",
      from: 'import { Cache } from "../components/cache";',
      to: 'import * as aws from "@pulumi/aws";\nimport { Cache } from "../components/cache";',
    });
    seed({
      file: "stacks/services.ts",
      from: '  const tasks = new Queue("tasks");',
      to: `  new aws.ec2.SecurityGroup("backdoor", {
    vpcId: network.vpcId,
    ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
  });
  const tasks = new Queue("tasks");`,
    });
    expect(await violations()).toEqual({
      code: 1,
      found: ["no-open-ingress aws:ec2/securityGroup:SecurityGroup backdoor"],
    });
  });
});
