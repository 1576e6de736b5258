import type { Plan, PlannedResource } from "../../../model/plan";
import { reveal, Secret, UNKNOWN, Unknown } from "../../../model/value";
import { parsePlan } from "../../../preview/sources/read-plan";
import {
  DATABASE,
  EAST,
  event,
  KEY,
  lines,
  PAGES,
  prelude,
  previewDigest,
  SECRET,
  SITE,
  STACK,
  STATES,
  stackExport,
  step,
  UNKNOWN_TEXT,
} from "./engine-files";

const planOf = (text: string): Plan => parsePlan(text, "file.json").plan;
const find = (plan: Plan, urn: string): PlannedResource => {
  const found = plan.resources.find((resource) => resource.urn === urn);
  if (!found) throw new Error(`${urn} is not in the plan`);
  return found;
};

describe("the state of a stack", () => {
  const plan = planOf(stackExport());

  test("is a plan of what exists, with its region and outputs", () => {
    expect(plan).toMatchObject({
      project: "shop",
      stack: "dev",
      region: "eu-west-1",
      outputs: { url: "https://shop" },
    });
    expect(find(plan, PAGES)).toMatchObject({ op: "same", id: "site-pages-0a1b2c3", parent: SITE, custom: true });
    expect(find(plan, KEY)).toMatchObject({ op: "read", external: true, id: "key-1" });
  });

  test("lists no default provider, but every other, without its version", () => {
    expect(plan.resources.map(({ urn }) => urn).filter((urn) => urn.includes("pulumi:providers"))).toEqual([EAST]);
    expect(find(plan, EAST).inputs).toEqual({ region: "us-east-1" });
    expect(find(plan, PAGES).provider).toBe("urn:pulumi:dev::shop::pulumi:providers:aws::default");
    expect(find(plan, DATABASE).provider).toBe(EAST);
  });

  test("has the inputs that the program gave, and the automatic name marked as such", () => {
    const { inputs, autoNamed, outputs } = find(plan, PAGES);
    expect(inputs).toEqual({ bucket: "site-pages-0a1b2c3", tags: { Name: "pages" }, region: "eu-west-1" });
    expect(autoNamed).toEqual(["bucket"]);
    expect(outputs).not.toHaveProperty("__meta");
  });

  test("keeps secrets secret: encrypted ones unknown, plain ones known", () => {
    const { inputs } = find(plan, DATABASE);
    expect(inputs.password).toBeInstanceOf(Secret);
    expect(reveal(inputs.password)).toBeInstanceOf(Unknown);
    expect(inputs.username).toBeInstanceOf(Secret);
    expect(reveal(inputs.username)).toBe("app");
    expect(JSON.stringify(plan)).not.toContain("AAABAP");
  });

  test("keeps dependencies and options", () => {
    expect(find(plan, DATABASE)).toMatchObject({
      dependencies: [STATES.password?.urn],
      propertyDependencies: { password: [STATES.password?.urn] },
      options: { retainOnDelete: true, ignoreChanges: ["password"], aliases: [expect.stringMatching(/::old$/)] },
    });
    expect(find(plan, PAGES).options).toEqual({ protect: true, customTimeouts: { create: 5400, update: 90 } });
    expect(find(plan, PAGES).propertyDependencies).toEqual({});
  });

  test("keeps assets as the engine writes them", () => {
    expect(find(plan, DATABASE).inputs.userData).toMatchObject({ text: "x", hash: "1f" });
  });

  test("leaves out what is only waiting to be deleted, and makes anew what is half replaced", () => {
    const { stack, pages, database } = STATES;
    const half = { ...database, pendingReplacement: true };
    const read = planOf(stackExport([stack, STATES.site, pages, { ...pages, delete: true }, STATES.password, half]));
    expect(read.resources.filter(({ urn }) => urn === PAGES)).toHaveLength(1);
    expect(find(read, DATABASE).op).toBe("create");
  });

  test("takes the region from its resources where no provider says it", () => {
    expect(planOf(stackExport([STATES.stack, STATES.site, STATES.pages])).region).toBe("eu-west-1");
  });
});

describe("an update that was interrupted", () => {
  test("is named for each resource that it had begun with", () => {
    const state = JSON.parse(stackExport()) as { deployment: Record<string, unknown> };
    state.deployment.pending_operations = [{ type: "creating", resource: { urn: `${PAGES}-2` } }];
    const { assumed, plan } = parsePlan(JSON.stringify(state), "state.json");
    expect(assumed).toEqual([
      expect.objectContaining({
        urn: `${PAGES}-2`,
        note: expect.stringMatching(/interrupted while creating.*refresh/),
      }),
    ]);
    expect(plan.resources.map(({ urn }) => urn)).not.toContain(`${PAGES}-2`);
  });
});

describe("a preview as JSON", () => {
  const { stack = {}, site = {}, pages = {}, database = {} } = STATES;
  const unknownPages = { ...pages, id: "", inputs: { policy: UNKNOWN_TEXT, note: "[secret]" }, outputs: {} };

  test("is the plan of its steps", () => {
    const plan = planOf(
      previewDigest([step("create", null, stack), step("create", null, site), step("create", null, unknownPages)]),
    );
    expect(plan).toMatchObject({ region: "eu-west-1", project: "shop" });
    const { op, inputs, id } = find(plan, PAGES);
    expect({ op, id }).toEqual({ op: "create", id: undefined });
    expect(inputs.policy).toBe(UNKNOWN);
    expect(inputs.note).toBeInstanceOf(Secret);
  });

  test("takes the steps of a replacement for one", () => {
    const after = { ...database, id: "", inputs: { engine: "mysql" }, outputs: {} };
    const plan = planOf(
      previewDigest([
        step("same", stack, stack),
        step("create-replacement", database, after),
        step("replace", database, after),
        step("delete-replaced", database, null),
      ]),
    );
    expect(plan.resources.filter(({ urn }) => urn === DATABASE)).toHaveLength(1);
    expect(find(plan, DATABASE)).toMatchObject({ op: "replace", inputs: { engine: "mysql" } });
    expect(find(plan, DATABASE)).not.toHaveProperty("id");
  });

  test("keeps what is known of what exists, and what is to be deleted", () => {
    const after = { ...pages, id: "", outputs: {}, inputs: { bucket: "x" } };
    const plan = planOf(previewDigest([step("update", pages, after), step("delete", database, null)]));
    expect(find(plan, PAGES)).toMatchObject({ op: "update", id: "site-pages-0a1b2c3", outputs: { bucket: "x" } });
    expect(find(plan, PAGES).outputs.arn).toMatch(/^arn:/);
    expect(find(plan, DATABASE).op).toBe("delete");
  });

  test("says when it hides what stays as it is, and stands in for parents that it does not list", () => {
    const { plan, assumed } = parsePlan(
      previewDigest([step("create", null, unknownPages)], { changeSummary: { create: 1, same: 7 } }),
      "file.json",
    );
    expect(plan.resources.map(({ urn }) => urn)).toEqual([STACK, SITE, PAGES]);
    expect(assumed.map(({ note }) => note).join(" ")).toMatch(/7 of them are missing.*--show-sames/);
  });

  test("that failed is said to be a part", () => {
    const diagnostics = [{ urn: SITE, message: "no such bucket", severity: "error" }];
    const { assumed } = parsePlan(previewDigest([step("create", null, stack)], { diagnostics }), "file.json");
    expect(assumed.map(({ note }) => note)).toEqual([expect.stringMatching(/failed, so it holds only the resources/)]);
  });

  test("keeps what was said", () => {
    const diagnostics = [
      { urn: SITE, prefix: "warning: ", message: "<{%fg 1%}>mind<{%reset%}> the gap", severity: "warning" },
      { message: "passing", severity: "info", ephemeral: true },
    ];
    const { messages } = parsePlan(previewDigest([step("create", null, stack)], { diagnostics }), "file.json");
    expect(messages).toEqual([{ severity: "warning", urn: SITE, text: "warning: mind the gap" }]);
  });
});

describe("the engine's events", () => {
  const { stack = {}, site = {}, pages = {}, database = {} } = STATES;
  const text = lines([
    prelude,
    event("resourcePreEvent", "same", stack, stack),
    event("resourcePreEvent", "same", site, site),
    event("resourcePreEvent", "same", pages, { ...pages, id: "", outputs: {} }),
    event("resourcePreEvent", "create", null, { ...database, id: "", outputs: {} }),
    event("resOutputsEvent", "create", null, { ...database, id: "", outputs: { arn: UNKNOWN_TEXT } }),
    { sequence: 9, timestamp: 2, diagnosticEvent: { message: "hello", color: "never", severity: "info#err" } },
    { sequence: 10, timestamp: 2, summaryEvent: { resourceChanges: { same: 3, create: 1 } } },
  ]);

  test("are a plan, with the outputs of the later event and of what exists", () => {
    const { plan, messages } = parsePlan(text, "file.json");
    expect(plan).toMatchObject({ region: "us-west-2", stack: "dev" });
    expect(find(plan, PAGES)).toMatchObject({ op: "same", id: "site-pages-0a1b2c3", options: { protect: true } });
    expect(find(plan, PAGES).outputs.arn).toMatch(/^arn:/);
    expect(find(plan, DATABASE).outputs).toEqual({ arn: UNKNOWN });
    expect(messages).toEqual([{ severity: "stderr", urn: null, text: "hello" }]);
  });

  test("are read past lines that are none", () => {
    expect(planOf(`Previewing update (dev)\n\n${text}done\n`).resources).toHaveLength(4);
  });

  test("say that they hold no dependencies", () => {
    expect(parsePlan(text, "file.json").assumed.map(({ subject }) => subject)).toEqual(["dependencies"]);
  });

  test("one alone is still a stream, and so is a list of them", () => {
    const alone = event("resourcePreEvent", "same", stack, stack);
    expect(planOf(lines([alone])).resources).toHaveLength(1);
    expect(planOf(JSON.stringify([prelude, alone])).resources).toHaveLength(1);
  });

  test("that stop before their summary are said to be a part", () => {
    const cut = text.slice(0, text.indexOf('{"sequence":10') + 20);
    expect(parsePlan(cut, "file.json").assumed.map(({ note }) => note)).toEqual([
      expect.stringContaining("do not say which resources"),
      expect.stringMatching(/stop before the preview's summary, so resources may be missing/),
    ]);
  });
});

describe("a secret in an output value", () => {
  test("stays secret", () => {
    const output = { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", secret: true, value: 1 };
    const plan = planOf(
      stackExport([STATES.stack, { ...STATES.site, inputs: { output, nested: { ...SECRET, plaintext: '{"a":1}' } } }]),
    );
    const { inputs } = find(plan, SITE);
    expect(inputs.output).toBeInstanceOf(Secret);
    expect(reveal(inputs.nested)).toEqual({ a: 1 });
  });
});
