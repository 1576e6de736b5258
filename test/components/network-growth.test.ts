import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan, PlannedResource } from "../../model/plan";
import { recordProgram } from "../../preview/recorder";

const ROOT = join(__dirname, "..", "..");
const ZONES = [1, 2, 3, 6];
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { FlowLogs } from "./components/flow-logs";
import { Network } from "./components/network";

const zones = new pulumi.Config().requireNumber("zones");
new Network("main", { zones, interfaceEndpoints: ["sqs", "ecr.api"], flowLogs: FlowLogs.CloudWatch });
`;
/** Lists that grow with the zones; AWS changes each in place. */
const GROWING = ["numberOfAvailabilityZones", "subnetSpecs", "subnetIds", "routeTableIds", "interfaceEndpoints"];

let folder: string;
const plans = new Map<number, Plan>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "network-growth-"));
  cpSync(join(ROOT, "components"), join(folder, "components"), { recursive: true });
  cpSync(join(ROOT, "tsconfig.json"), join(folder, "tsconfig.json"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "growth", main: "index.ts" }));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: growth\nruntime: nodejs\n");
  writeFileSync(join(folder, "index.ts"), PROGRAM);
  for (const zones of ZONES) {
    const config = `config:\n  aws:region: us-east-1\n  growth:zones: ${zones}\n`;
    writeFileSync(join(folder, `Pulumi.zones-${zones}.yaml`), config);
    plans.set(zones, (await recordProgram({ directory: folder, stack: `zones-${zones}` })).plan);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a zone count registers, by the URN without the stack's name. */
function resourcesWith(zones: number): ReadonlyMap<string, PlannedResource> {
  const plan = plans.get(zones);
  return new Map((plan?.resources ?? []).map((resource) => [inAnyStack(resource.urn), resource]));
}

/** Without the stack's name, and without the letters that automatic names end in. */
function inAnyStack(text: string): string {
  return text.replace(/zones-\d+/g, "zones").replace(/-[0-9a-f]{7}"/g, '"');
}

function lasting({ inputs }: PlannedResource): unknown {
  const kept = Object.entries(inputs).filter(([key]) => !GROWING.includes(key));
  return JSON.parse(inAnyStack(JSON.stringify(Object.fromEntries(kept))));
}

const steps = ZONES.slice(1).map((to, index) => [ZONES[index] ?? 0, to] as const);

describe.each(steps)("growing a network from %d to %d zones", (from, to) => {
  const pairs = () =>
    [...resourcesWith(from)].map(([urn, before]) => ({ urn, before, after: resourcesWith(to).get(urn) }));

  it("takes no resource away", () => {
    expect(pairs().length).toBeGreaterThan(15);
    expect(
      pairs()
        .filter(({ after }) => !after)
        .map(({ urn }) => urn),
    ).toEqual([]);
  });

  it("changes no subnet, route, table, gateway or address that is there", () => {
    const fixed = pairs().filter(({ before }) => before.custom && before.type.startsWith("aws:ec2/"));
    for (const kind of ["subnet:Subnet", "route:Route", "routeTableAssociation:", "natGateway:", "eip:Eip"]) {
      expect(fixed.filter(({ before }) => before.type.includes(kind)).length).toBeGreaterThanOrEqual(from);
    }
    for (const { urn, before, after } of fixed) {
      expect([urn, after && lasting(after)]).toEqual([urn, lasting(before)]);
    }
  });

  it("adds a subnet of each kind, a NAT gateway and an address per zone", () => {
    const count = (zones: number, type: string) =>
      [...resourcesWith(zones).values()].filter((resource) => resource.type === type).length;
    for (const [type, each] of [
      ["aws:ec2/subnet:Subnet", 3],
      ["aws:ec2/natGateway:NatGateway", 1],
      ["aws:ec2/eip:Eip", 1],
    ] as const) {
      expect([type, count(to, type) - count(from, type)]).toEqual([type, each * (to - from)]);
    }
  });
});
