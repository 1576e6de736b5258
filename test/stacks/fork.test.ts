import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Plan } from "../../model/plan";
import { leftovers } from "../../stacks/fork/leftovers";

const ROOT = path.join(__dirname, "../..");
const check = (folder: string) =>
  spawnSync(process.execPath, ["--require", "tsx/cjs", path.join(folder, "stacks/fork/main.ts")], {
    cwd: folder,
    encoding: "utf8",
  });

/** A copy of this project whose Pulumi.yaml has another name, as `pulumi new` leaves it. */
function forked(run: (folder: string) => void): void {
  const folder = mkdtempSync(path.join(tmpdir(), "fork-"));
  try {
    const files = [
      "components",
      "stacks",
      "tsconfig.json",
      "Pulumi.yaml",
      "Pulumi.dev.yaml",
      "Pulumi.staging.yaml",
      "Pulumi.prod.yaml",
      "README.md",
    ];
    for (const file of [...files, "package.json"]) {
      cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
    }
    symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    const manifest = path.join(folder, "Pulumi.yaml");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/^name: .*/, "name: shop"));
    run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function append(folder: string, line: string): void {
  appendFileSync(path.join(folder, "Pulumi.dev.yaml"), `  ${line}\n`);
}

function previewed(folder: string, ...options: readonly string[]) {
  const main = path.join(ROOT, "preview/main.ts");
  return spawnSync(
    process.execPath,
    ["--require", "tsx/cjs", main, "--program", folder, "--stack", "dev", ...options],
    { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
}

describe("the check for what is left of the template", () => {
  it("has nothing to say in the template itself", () => {
    const { status, stdout } = check(ROOT);
    expect(stdout).toContain("This is the template itself");
    expect(status).toBe(0);
  });

  it("finds every key that Pulumi would ignore under the new name, and every example value", () => {
    forked((folder) => {
      append(folder, "zero-to-millions:zones: 1");
      const { status, stdout } = check(folder);
      expect(status).toBe(1);
      const lines = stdout.split("\n");
      expect(lines.filter((line) => line.includes("the same key under shop"))).toHaveLength(1);
      for (const stack of ["dev", "staging", "prod"]) {
        const own = lines.filter((line) => line.startsWith(`Pulumi.${stack}.yaml:`));
        expect(own.filter((line) => line.includes("project: shop"))).toHaveLength(1);
      }
      expect(stdout).toMatch(/Pulumi\.prod\.yaml:\d+: app\.example\.com: use a domain or address of your own/);
      expect(stdout).toMatch(/Pulumi\.prod\.yaml:\d+: 111122223333: use the number of your AWS account/);
      expect(stdout).toContain('package.json:2: "name": "zero-to-millions: use "name": "shop…"');
      expect(stdout).toContain("README.md:1: # Zero to Millions: use what shop is");
    });
  });

  it("is not in the way of the first preview: the stack files' keys are those of any name", () => {
    forked((folder) => {
      const { status, stdout } = previewed(folder, "--json");
      expect(status).toBe(0);
      const { plan } = JSON.parse(stdout) as { plan: Plan };
      expect(plan.project).toBe("shop");
      expect(plan.resources.filter(({ type }) => type === "aws:ec2/instance:Instance")).toHaveLength(1);
      expect(plan.resources.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway")).toEqual([]);
    });
  });

  it("is not needed to notice keys of the template: the program refuses them", () => {
    forked((folder) => {
      append(folder, "zero-to-millions:zones: 1");
      const { status, stderr } = previewed(folder);
      expect(stderr).toContain(
        "Pulumi.dev.yaml: zero-to-millions:zones is of the template; write shop:zones, or remove it.",
      );
      expect(status).toBe(2);
    });
  });

  it("is content with a fork that is its own", () => {
    const own = new Map([
      ["Pulumi.dev.yaml", "# example.com was here\nconfig:\n  shop:domain: shop.dev\n      project: shop\n"],
      ["package.json", '{\n  "name": "shop"\n}'],
      ["README.md", "# Shop\n"],
    ]);
    expect(leftovers("shop", own)).toEqual([]);
  });

  it("leaves the types of components alone: they are in the URNs of what runs", () => {
    const component = 'super("zero-to-millions:data:Database", name, args, opts);';
    expect(leftovers("shop", new Map([["components/database.ts", component]]))).toEqual([]);
  });
});
