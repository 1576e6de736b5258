import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan, PlannedResource, Urn } from "../../model/plan";
import { recordProgram } from "../../preview/recorder";
import { urnName, urnType } from "../../preview/recorder/urn";
import { Marker } from "../../preview/report/marks";

interface MeasuredChild {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly inputs: { readonly [property: string]: unknown };
  readonly propertyDependencies: { readonly [property: string]: readonly string[] };
}
interface Measured {
  readonly variants: { readonly [variant: string]: { readonly children: readonly MeasuredChild[] } };
}

const measured = JSON.parse(readFileSync(join(__dirname, "awsx-vpc.json"), "utf8")) as Measured;

/** What the stand-in provider added to the inputs is left out. */
const expected = (children: readonly MeasuredChild[]) =>
  children.map(({ inputs: { tagsAll: _, ...inputs }, ...child }) => ({ ...child, inputs })).sort(byName);

const byName = (left: { type: string; name: string }, right: { type: string; name: string }) =>
  left.type + left.name < right.type + right.name ? -1 : 1;

/** The children of one network in the form of the measurement: its own name is left open. */
function recorded(plan: Plan, vpc: string) {
  const open = <Content>(content: Content): Content =>
    JSON.parse(JSON.stringify(content).replaceAll(vpc, "<vpc>")) as Content;
  const marker = new Marker(plan);
  const children = plan.resources.filter(
    (resource) => resource.type !== "awsx:ec2:Vpc" && networkOf(plan, resource) === vpc,
  );
  return open(
    children
      .map(({ type, name, parent, inputs, propertyDependencies }) => ({
        type,
        name,
        parent: `${urnType(parent ?? "")}|${urnName(parent ?? "")}`,
        inputs: marker.map(inputs),
        propertyDependencies: Object.fromEntries(
          Object.entries(propertyDependencies).map(([property, urns]) => [
            property,
            urns.map((urn) => `${urnName(urn)}|${urnType(urn)}`),
          ]),
        ),
      }))
      .sort(byName),
  );
}

function networkOf(plan: Plan, resource: PlannedResource): string | undefined {
  const parents = new Map<Urn, PlannedResource>(plan.resources.map((each) => [each.urn, each]));
  let current: PlannedResource | undefined = resource;
  while (current !== undefined && current.type !== "awsx:ec2:Vpc") current = parents.get(current.parent ?? "");
  return current?.name;
}

describe("awsx.ec2.Vpc", () => {
  let plan: Plan;
  beforeAll(async () => {
    const directory = join(__dirname, "programs", "vpc-variants");
    plan = (await recordProgram({ directory, stack: "dev" })).plan;
  });

  it.each(Object.entries(measured.variants))(
    "registers the children that were measured: %s",
    (variant, { children }) => {
      expect(recorded(plan, variant)).toEqual(expected(children));
    },
  );
});
