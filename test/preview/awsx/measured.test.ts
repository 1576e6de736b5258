import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TrackedMap } from "../../../preview/remote/construct";
import { construct, type Registration } from "./in-memory";

const conformance = join(__dirname, "../../conformance");

interface MeasuredChild {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly inputs: { readonly [property: string]: unknown };
  readonly propertyDependencies: { readonly [property: string]: readonly string[] };
}

describe("awsx.ec2.Vpc as the real engine and provider register it", () => {
  const { variants } = readJson(join(conformance, "awsx-vpc.json")) as {
    readonly variants: { readonly [title: string]: { readonly args: TrackedMap; readonly children: MeasuredChild[] } };
  };

  it("is measured in thirteen variants", () => {
    expect(Object.keys(variants)).toHaveLength(13);
  });

  it.each(Object.entries(variants))("%s", async (_, { args, children }) => {
    const built = await construct("awsx:ec2:Vpc", "<vpc>", args);
    expect(sorted(built.children.map(measured))).toEqual(sorted(children.map(withoutTagsAll)));
  });

  /** `tagsAll` comes from the provider that stood in for AWS, not from AWSX. */
  function withoutTagsAll({ inputs: { tagsAll: _, ...inputs }, ...child }: MeasuredChild): MeasuredChild {
    return { ...child, inputs };
  }

  function measured({ type, name, parent, inputs, propertyDependencies }: Registration): MeasuredChild {
    return {
      type,
      name,
      parent: `${typeOf(parent)}|${nameOf(parent)}`,
      inputs: inputs as MeasuredChild["inputs"],
      propertyDependencies: Object.fromEntries(
        Object.entries(propertyDependencies).map(([property, urns]) => [
          property,
          urns.map((urn) => `${nameOf(urn)}|${typeOf(urn)}`),
        ]),
      ),
    };
  }

  function sorted(children: readonly MeasuredChild[]): readonly MeasuredChild[] {
    return [...children].sort((a, b) => (`${a.type}|${a.name}` < `${b.type}|${b.name}` ? -1 : 1));
  }
});

describe("the network of a program that the real engine previewed", () => {
  it("has the same children, with the same dependencies", async () => {
    const { resources } = readJson(join(conformance, "programs/network/expected.json")) as {
      readonly resources: readonly { readonly urn: string }[];
    };
    const expected = resources.filter(({ urn }) => urn.includes("awsx:ec2:Vpc$"));
    const built = await construct("awsx:ec2:Vpc", "main", {
      cidrBlock: "10.7.0.0/16",
      numberOfAvailabilityZones: 2,
      natGateways: { strategy: "OnePerAz" },
      subnetStrategy: "Auto",
      subnetSpecs: [
        { type: "Public", cidrMask: 24 },
        { type: "Private", cidrMask: 20 },
        { type: "Isolated", cidrMask: 24 },
      ],
      tags: { app: "conformance" },
    });
    const recorded = built.children.map(
      ({ type, urn, custom, parent, inputs, dependencies, propertyDependencies }) => ({
        op: "create",
        urn,
        type,
        custom,
        parent,
        provider: "urn:pulumi:dev::network::pulumi:providers:aws::default",
        inputs,
        ...(dependencies.length > 0 ? { dependencies } : {}),
        ...(Object.keys(propertyDependencies).length > 0 ? { propertyDependencies } : {}),
      }),
    );
    const inProgram = JSON.parse(JSON.stringify(recorded).replaceAll("dev::proj::", "dev::network::"));
    expect(byUrn(inProgram)).toEqual(byUrn(expected));
  });
});

function byUrn<T extends { readonly urn: string }>(resources: readonly T[]): readonly T[] {
  return [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameOf(urn: string): string {
  return urn.split("::")[3] ?? "";
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
