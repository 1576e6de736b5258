import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
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

describe("the check for what is left of the template", () => {
  it("has nothing to say in the template itself", () => {
    const { status, stdout } = check(ROOT);
    expect(stdout).toContain("This is the template itself");
    expect(status).toBe(0);
  });

  it("finds every key that Pulumi would ignore under the new name, and every example value", () => {
    forked((folder) => {
      const { status, stdout } = check(folder);
      expect(status).toBe(1);
      const lines = stdout.split("\n");
      for (const stack of ["dev", "staging", "prod"]) {
        const keys =
          readFileSync(path.join(ROOT, `Pulumi.${stack}.yaml`), "utf8").match(/^ {2}zero-to-millions:/gm) ?? [];
        const own = lines.filter((line) => line.startsWith(`Pulumi.${stack}.yaml:`));
        expect(own.filter((line) => line.includes("the same key under shop"))).toHaveLength(keys.length);
        expect(own.filter((line) => line.includes("project: shop"))).toHaveLength(1);
      }
      expect(stdout).toMatch(/Pulumi\.prod\.yaml:\d+: app\.example\.com: use a domain or address of your own/);
      expect(stdout).toMatch(/Pulumi\.prod\.yaml:\d+: 111122223333: use the number of your AWS account/);
      expect(stdout).toContain('package.json:2: "name": "zero-to-millions: use "name": "shop…"');
      expect(stdout).toContain("README.md:1: # Zero to Millions: use what shop is");
    });
  });

  it("is not needed to notice keys of the template: the program refuses them", () => {
    forked((folder) => {
      const main = path.join(ROOT, "preview/main.ts");
      const { status, stderr } = spawnSync(
        process.execPath,
        ["--require", "tsx/cjs", main, "--program", folder, "--stack", "dev"],
        { cwd: ROOT, encoding: "utf8" },
      );
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
