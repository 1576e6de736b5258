import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UsageError } from "../../../preview/failure";
import { hasStack, type Project, readProject } from "../../../preview/project";

const DEFAULTS = { "Pulumi.yaml": "name: shop\nruntime: nodejs\n", "Pulumi.dev.yaml": "config: {}\n" };

describe("reading a project", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "project-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const write = (files: { readonly [path: string]: string }): void => {
    for (const [path, content] of Object.entries({ ...DEFAULTS, ...files })) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
  };
  const read = (files: { readonly [path: string]: string } = {}, stack = "dev"): Project => {
    write(files);
    return readProject({ directory, stack, sealed: "sealed", environment: {} });
  };
  const mistake = (files: { readonly [path: string]: string }, stack = "dev"): string => {
    try {
      read(files, stack);
    } catch (error) {
      if (error instanceof UsageError) return error.message.replaceAll(directory, "DIR");
      throw error;
    }
    throw new Error("nothing was wrong");
  };
  const config = (section: string, values = "config: {}\n") => ({
    "Pulumi.yaml": `name: shop\nruntime: nodejs\nconfig:\n${section}`,
    "Pulumi.dev.yaml": values,
  });

  it("refuses a version of the CLI that the project does not take", () => {
    const project = (range: string) => ({
      "Pulumi.yaml": `name: shop\nruntime: nodejs\nrequiredPulumiVersion: ${range}\n`,
    });
    expect(read(project('">=3.0.0 <4.0.0"')).name).toBe("shop");
    expect(mistake(project('">=4.0.0"'))).toMatch(
      /^requiredPulumiVersion in .*Pulumi.yaml: Pulumi CLI version [\d.]+ does not satisfy the version range ">=4.0.0"$/,
    );
    expect(mistake(project("3"))).toMatch(/must be a range of versions/);
  });

  it.each([
    ["environment: [base, team/dev]\n", ["base", "team/dev"]],
    ["environment:\n  imports: [base, { other: { merge: false } }]\n", ["base", "other"]],
    ["environment:\n  values: { pulumiConfig: { a: 1 } }\n", ["(in the file)"]],
    ["config: {}\n", []],
  ])("names the environments of %j", (file, names) => {
    expect(read({ "Pulumi.dev.yaml": file }).environments).toEqual(names);
  });

  it("does not miss what an environment may have", () => {
    const declared = "name: shop\nruntime: nodejs\nconfig:\n  key: { type: string }\n";
    expect(mistake({ "Pulumi.yaml": declared })).toContain("missing configuration value 'key'");
    const { config } = read({ "Pulumi.yaml": declared, "Pulumi.dev.yaml": "environment: [base]\n" });
    expect(config.values).toEqual({});
  });

  it("reads name, runtime, program and configuration", () => {
    const project = read({
      "Pulumi.yaml":
        "name: shop\nruntime:\n  name: nodejs\n  options: { typescript: false, nodeargs: '--a \"b c\"', tsconfig: t.json }\nmain: src/\n",
      "src/index.js": "",
      "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n  shop:list: [{ b: 1, a: true }]\n  shop:none:\n",
    });
    expect(project).toMatchObject({
      name: "shop",
      root: directory,
      workingDirectory: join(directory, "src"),
      entryPoint: ".",
      runtime: { typescript: false, nodeArguments: ["--a", "b c"], tsconfig: "t.json" },
    });
    expect(project.config.values).toEqual({
      "aws:region": { text: "eu-west-1", secret: false },
      "shop:list": { text: '[{"a":true,"b":1}]', secret: false },
      "shop:none": { text: "null", secret: false },
    });
  });

  it("reads keys without a namespace as the project's own, and scalars as Pulumi does", () => {
    const { values } = read({
      "Pulumi.dev.yaml":
        "config:\n  size: 1.0\n  mode: 0755\n  many: 1_000\n  day: 2024-01-02\n  on: yes\n  text: '0755'\n",
    }).config;
    expect(Object.fromEntries(Object.entries(values).map(([key, { text }]) => [key, text]))).toEqual({
      "shop:size": "1",
      "shop:mode": "493",
      "shop:many": "1000",
      "shop:day": "2024-01-02T00:00:00Z",
      "shop:on": "yes",
      "shop:text": "0755",
    });
  });

  it("seals what it cannot decrypt", () => {
    const { values } = read({
      "Pulumi.dev.yaml":
        "config:\n  shop:key:\n    secure: v1:x:y\n  shop:db: { host: h, password: { secure: v1:x:y } }\n",
    }).config;
    expect(values).toEqual({
      "shop:key": { text: "sealed", secret: true },
      "shop:db": { text: '{"host":"h","password":"sealed"}', secret: true },
    });
  });

  it("fills in what Pulumi.yaml declares", () => {
    const section =
      "  size: 3\n  name: { type: string, default: x }\n  aws:region: us-east-2\n  azure:place: { value: here }\n  set: { type: array, items: { type: string }, default: [a] }\n";
    const { values } = read(config(section, "config:\n  shop:size: 5\n")).config;
    expect(Object.fromEntries(Object.entries(values).map(([key, { text }]) => [key, text]))).toEqual({
      "shop:size": "5",
      "shop:name": "x",
      "aws:region": "us-east-2",
      "azure:place": "here",
      "shop:set": '["a"]',
    });
  });

  it("finds stacks in the folder that Pulumi.yaml names", () => {
    write({
      "Pulumi.yaml": "name: shop\nruntime: nodejs\nstackConfigDir: stacks\n",
      "stacks/Pulumi.prod.yaml": "config: {}\n",
    });
    expect(hasStack(directory, "prod")).toBe(true);
    expect(hasStack(directory, "dev")).toBe(false);
  });

  it.each([
    ["a missing name", { "Pulumi.yaml": "runtime: nodejs\n" }, "name in DIR/Pulumi.yaml is missing"],
    ["a wrong name", { "Pulumi.yaml": "name: [a]\nruntime: nodejs\n" }, "name in DIR/Pulumi.yaml is a list"],
    [
      "another runtime",
      { "Pulumi.yaml": "name: a\nruntime: python\n" },
      'runtime in DIR/Pulumi.yaml is the text "python"',
    ],
    [
      "a missing program",
      { "Pulumi.yaml": "name: a\nruntime: nodejs\nmain: nowhere\n" },
      'main in DIR/Pulumi.yaml is "nowhere"',
    ],
    [
      "a wrong option",
      { "Pulumi.yaml": "name: a\nruntime: {name: nodejs, options: {typescript: 3}}\n" },
      "runtime.options.typescript in DIR/Pulumi.yaml is the number 3",
    ],
    ["broken YAML", { "Pulumi.dev.yaml": "config:\n  a: [1\n" }, "DIR/Pulumi.dev.yaml:3:1 is not valid YAML"],
    [
      "the same key twice",
      { "Pulumi.dev.yaml": "config:\n  a:b: 1\n  a:b: 2\n" },
      "DIR/Pulumi.dev.yaml:3:3 is not valid YAML",
    ],
    ["a list for a file", { "Pulumi.dev.yaml": "- a\n" }, "DIR/Pulumi.dev.yaml must hold keys and values, not a list"],
    [
      "a key with too many parts",
      { "Pulumi.dev.yaml": "config:\n  a:b:c: 1\n" },
      "config.a:b:c in DIR/Pulumi.dev.yaml must be of the form namespace:name",
    ],
    [
      "configuration that is no mapping",
      { "Pulumi.dev.yaml": "config: 3\n" },
      "config in DIR/Pulumi.dev.yaml must be a mapping of keys, not the number 3",
    ],
    [
      "a value of the wrong type",
      config("  size: { type: integer }\n", "config:\n  shop:size: big\n"),
      'config.shop:size in DIR/Pulumi.dev.yaml is the text "big": stack dev needs a value of type integer',
    ],
    [
      "a default of the wrong type",
      config("  size: { type: boolean, default: 3 }\n"),
      "config.size in DIR/Pulumi.yaml has the number 3 as its default, which is not of type boolean",
    ],
    [
      "an unknown type",
      config("  size: { type: float }\n"),
      'config.size in DIR/Pulumi.yaml has type the text "float": it must be one of string, integer, boolean, array, object',
    ],
    [
      "a missing value",
      config("  size: { type: integer }\n  name: { type: string }\n"),
      "Stack 'dev' is missing configuration values 'name' and 'size' in DIR/Pulumi.dev.yaml: set it with `pulumi config set name <value>`",
    ],
    [
      "a secret in clear",
      config("  key: { type: string, secret: true }\n", "config:\n  shop:key: open\n"),
      "config.shop:key in DIR/Pulumi.dev.yaml must be encrypted: set it with `pulumi config set --secret key <value>`",
    ],
    [
      "a type for a key of another namespace",
      config("  aws:region: { type: string }\n"),
      "config.aws:region in DIR/Pulumi.yaml is not a key of project shop",
    ],
  ])("refuses %s, naming file, key and value", (_, files, message) => {
    expect(mistake(files)).toContain(message);
  });

  it("takes a stack without a file in a project where no stack has one, as the CLI does after `pulumi stack init`", () => {
    writeFileSync(join(directory, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    const project = readProject({ directory, stack: "dev", sealed: "", environment: {}, overrides: { key: "given" } });
    expect(project.config.values).toEqual({ "shop:key": { text: "given", secret: false } });
  });

  it("says which configuration a stack without a file lacks", () => {
    writeFileSync(join(directory, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nconfig:\n  size: { type: integer }\n");
    expect(() => readProject({ directory, stack: "dev", sealed: "", environment: {} })).toThrow(
      /Stack 'dev' is missing configuration value 'size'/,
    );
  });

  it("gives the stack's file the ending of the project's", () => {
    writeFileSync(join(directory, "Pulumi.yml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(join(directory, "Pulumi.dev.yml"), "config:\n  shop:key: value\n");
    const project = readProject({ directory, stack: "dev", sealed: "", environment: {} });
    expect(project.config.values).toEqual({ "shop:key": { text: "value", secret: false } });
  });

  it("names the stacks that there are where one is unknown", () => {
    expect(mistake({ "Pulumi.prod.yaml": "" }, "stage")).toBe(
      'There is no stack "stage": DIR/Pulumi.stage.yaml does not exist; the stacks here are dev, prod.',
    );
    expect(() =>
      readProject({ directory: join(directory, "gone"), stack: "dev", sealed: "", environment: {} }),
    ).toThrow(/There is no Pulumi.yaml in/);
  });
});
