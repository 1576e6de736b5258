import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../../preview/failure";
import { readProject } from "../../../preview/project";

const PROJECT = `name: shop
runtime: nodejs
config:
  zones: { type: integer, default: 3 }
  share: { type: string, default: "0.5" }
  emails: { type: array, items: { type: string }, default: [] }
`;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "overrides-"));
  writeFileSync(join(directory, "Pulumi.yaml"), PROJECT);
  writeFileSync(join(directory, "Pulumi.dev.yaml"), "config:\n  shop:zones: 2\n  aws:region: us-east-1\n");
});
afterEach(() => rmSync(directory, { recursive: true }));

const read = (overrides: Record<string, string>) =>
  readProject({ directory, stack: "dev", sealed: "", environment: {}, overrides }).config.values;

describe("configuration for one preview only", () => {
  it("goes before the stack's own, with or without the project's name", () => {
    expect(read({})["shop:zones"]?.text).toBe("2");
    expect(read({ zones: "1" })["shop:zones"]?.text).toBe("1");
    expect(read({ "shop:zones": "1" })["shop:zones"]?.text).toBe("1");
    expect(read({ "aws:region": "eu-west-1" })["aws:region"]?.text).toBe("eu-west-1");
  });

  it("is of the type that Pulumi.yaml declares", () => {
    expect(read({ share: "0.9" })["shop:share"]?.text).toBe("0.9");
    expect(read({ emails: '["a@b.example"]' })["shop:emails"]?.text).toBe('["a@b.example"]');
    expect(() => read({ zones: "many" })).toThrow(UsageError);
  });

  it("keeps text as it is where nothing is declared", () => {
    expect(read({ token: "007" })["shop:token"]?.text).toBe("007");
  });

  it("leaves every other value alone", () => {
    expect(Object.keys(read({ zones: "1" })).sort()).toEqual(Object.keys(read({})).sort());
  });
});
