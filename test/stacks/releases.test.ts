import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { assessFailures } from "../../model/failures";
import type { Plan } from "../../model/plan";
import { list, record, text } from "../../model/value";
import { recordProgram } from "../../preview/recorder";

const ROOT = join(__dirname, "..", "..");
const SERVICE = "aws:ecs/service:Service";

/** prod with releases of one kind. */
async function prodWith(release: string): Promise<Plan> {
  const folder = mkdtempSync(join(tmpdir(), "releases-"));
  try {
    for (const entry of ["app/dist/page", "components", "stacks", "Pulumi.yaml", "package.json", "tsconfig.json"]) {
      cpSync(join(ROOT, entry), join(folder, entry), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const { config } = parse(readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8"));
    const content = stringify({ config: { ...config, release } });
    writeFileSync(join(folder, "Pulumi.prod.yaml"), content);
    return (await recordProgram({ directory: folder, stack: "prod" })).plan;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let rolling: Plan;
let blueGreen: Plan;

beforeAll(async () => {
  rolling = await prodWith("rolling");
  blueGreen = await prodWith("blue-green");
}, 120_000);

function services(plan: Plan) {
  return plan.resources.filter(({ type }) => type === SERVICE);
}

function strategies(plan: Plan) {
  return services(plan)
    .map(({ name, inputs }) => [name, text(record(inputs.deploymentConfiguration).strategy) ?? "ROLLING"])
    .sort();
}

it("rolls every service unless its configuration says otherwise", () => {
  expect(strategies(rolling).map(([, strategy]) => strategy)).toEqual(Array(5).fill("ROLLING"));
  expect(rolling.resources.filter(({ type }) => type === "aws:lb/targetGroup:TargetGroup")).toHaveLength(1);
});

it("moves every service that answers requests from one set of tasks to another, and the worker task by task", () => {
  expect(strategies(blueGreen)).toEqual([
    ["auth", "BLUE_GREEN"],
    ["gateway", "BLUE_GREEN"],
    ["posts", "BLUE_GREEN"],
    ["users", "BLUE_GREEN"],
    ["worker", "ROLLING"],
  ]);
});

it.each([
  ["rolling", () => rolling],
  ["blue-green", () => blueGreen],
])("takes a %s release of the gateway back when requests fail", (_, plan) => {
  const watched = services(plan()).filter(({ inputs }) => inputs.alarms !== undefined);
  expect(watched.map(({ name }) => name)).toEqual(["gateway"]);
  expect(record(watched[0]?.inputs.alarms)).toMatchObject({ enable: true, rollback: true });
  expect(watched[0]?.propertyDependencies.alarms?.map((urn) => urn.split("::").at(-1))).toEqual([
    "gateway-bad-release",
  ]);
});

it("still lets nobody past the CDN", () => {
  const rules = blueGreen.resources.filter(({ type }) => type === "aws:lb/listenerRule:ListenerRule");
  expect(rules.map(({ name }) => name)).toEqual(["front-from-cdn"]);
  expect(list(rules[0]?.inputs.conditions)).toMatchObject([{ httpHeader: { httpHeaderName: "X-Origin-Key" } }]);
});

it("fails as it did before, whichever way releases take over", () => {
  const outcomes = (plan: Plan) =>
    assessFailures(plan).map(({ kind, domain, flow, outcome }) => [kind, domain, flow, outcome]);
  expect(outcomes(blueGreen)).toEqual(outcomes(rolling));
});

it("keeps what is there when releases change their kind", () => {
  const urns = new Set(blueGreen.resources.map(({ urn }) => urn));
  const gone = rolling.resources.filter(({ urn }) => !urns.has(urn)).map(({ name }) => name);
  expect(gone).toEqual(["front-no-healthy-host"]);
});
