import type { ResourceOptions } from "../../../model/plan";
import { type PropertyMap, Secret, UNKNOWN, UNKNOWN_MARK, Unknown, type Value } from "../../../model/value";
import { constructs } from "../../../preview/awsx";
import {
  type ConstructContext,
  type Registered,
  type RegisterOptions,
  referencedUrn,
  Tracked,
  type TrackedInput,
  type TrackedMap,
} from "../../../preview/remote/construct";

/** One registration, as an engine would write it down. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly provider?: string;
  readonly inputs: unknown;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: { readonly [property: string]: readonly string[] };
  readonly options: ResourceOptions;
}

/** What constructing a component gave. */
export interface Constructed {
  readonly children: readonly Registration[];
  readonly outputs: {
    readonly [property: string]: { readonly value: unknown; readonly dependencies: readonly string[] };
  };
}

/** What stands in for the world around a component. */
export interface World {
  readonly invokes?: { readonly [token: string]: (args: PropertyMap) => PropertyMap };
  /** Input properties that get an automatic name, per type. */
  readonly autoNamed?: { readonly [type: string]: string };
  /** Resources that exist already, such as those that the inputs refer to. */
  readonly resources?: readonly Registered[];
}

export const STACK = "urn:pulumi:dev::proj::";
const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"];
const INVOKES: NonNullable<World["invokes"]> = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({ names: ZONES }),
  "aws:ec2/getSubnet:getSubnet": () => ({ vpcId: UNKNOWN }),
};

/** Constructs a component against nothing but memory. */
export async function construct(
  type: string,
  name: string,
  inputs: TrackedMap,
  world: World = {},
): Promise<Constructed> {
  const context = new InMemoryContext(type, name, inputs, world);
  const run = constructs.get(type);
  if (run === undefined) throw new Error(`No construct for ${type}`);
  const outputs = await run(context);
  return {
    children: context.registrations,
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([property, output]) => {
        const { value, dependencies } = settle(output);
        return [property, { value, dependencies }];
      }),
    ),
  };
}

/** A resource as a program's own registration leaves it: inputs echoed, the rest unknown. */
export function existing(type: string, name: string, state: PropertyMap = {}): Registered {
  const urn = `${STACK}${type}::${name}`;
  return { urn, type, name, output: (property) => new Tracked(state[property] ?? UNKNOWN, [urn]) };
}

class InMemoryContext implements ConstructContext {
  readonly registrations: Registration[] = [];
  readonly urn: string;
  private readonly known: Map<string, Registered>;

  constructor(
    readonly type: string,
    readonly name: string,
    readonly inputs: TrackedMap,
    private readonly world: World,
  ) {
    this.urn = `${STACK}${type}::${name}`;
    this.known = new Map((world.resources ?? []).map((resource) => [resource.urn, resource]));
  }

  readonly warnings: string[] = [];
  warn = (sentence: string): void => void this.warnings.push(sentence);

  resource = (urn: string): Registered | undefined => this.known.get(urn);

  register = (type: string, name: string, inputs: TrackedMap, options: RegisterOptions = {}): Promise<Registered> => {
    const { parent, dependsOn = [], custom = true, provider, options: more = {} } = options;
    const parentUrn = parent === null ? "" : (parent?.urn ?? this.urn);
    const prefix = parentUrn === "" ? "" : `${parentUrn.split("::")[2]}$`;
    const urn = `${STACK}${prefix}${type}::${name}`;
    const settled = Object.entries(inputs).map(([key, input]) => [key, settle(input)] as const);
    const propertyDependencies = Object.fromEntries(
      settled.flatMap(([key, { dependencies }]) => (dependencies.length > 0 ? [[key, dependencies]] : [])),
    );
    this.registrations.push({
      type,
      name,
      urn,
      parent: parentUrn,
      custom,
      ...(provider ? { provider: provider.urn } : {}),
      inputs: Object.fromEntries(settled.map(([key, { value }]) => [key, value])),
      dependencies: sorted([
        ...dependsOn.map((resource) => resource.urn),
        ...Object.values(propertyDependencies).flat(),
      ]),
      propertyDependencies,
      options: more,
    });
    const auto = this.world.autoNamed?.[type];
    const state: PropertyMap = Object.fromEntries([
      ...(auto === undefined ? [] : [[auto, `${name}-AUTO`] as const]),
      ...settled.map(([key, { raw }]) => [key, raw] as const),
    ]);
    const registered: Registered = {
      urn,
      type,
      name,
      output: (property) => new Tracked(state[property] ?? UNKNOWN, [urn]),
    };
    this.known.set(urn, registered);
    return Promise.resolve(registered);
  };

  invoke = (token: string, args: PropertyMap): Promise<PropertyMap> => {
    const answer = this.world.invokes?.[token] ?? INVOKES[token];
    return answer ? Promise.resolve(answer(args)) : Promise.reject(new Error(`Nobody answers ${token}`));
  };
}

/** An input as it goes over the wire: a value with unknowns marked, and where it comes from. */
function settle(input: TrackedInput): {
  readonly value: unknown;
  readonly raw: Value;
  readonly dependencies: string[];
} {
  const dependencies: string[] = [];
  const raw = strip(input, dependencies);
  return { value: marked(raw), raw, dependencies: sorted(dependencies) };
}

function strip(input: TrackedInput, dependencies: string[]): Value {
  if (input instanceof Tracked) {
    dependencies.push(...input.dependencies);
    return input.value;
  }
  if (input instanceof Unknown || input instanceof Secret || input === null || typeof input !== "object") return input;
  if (Array.isArray(input)) return input.map((item) => strip(item, dependencies));
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [key, strip(value as TrackedInput, dependencies)]),
  );
}

function marked(value: Value): unknown {
  if (value instanceof Unknown) return UNKNOWN_MARK;
  return JSON.parse(JSON.stringify(value), (_, inner) => {
    const urn = referencedUrn(inner);
    return urn === undefined ? inner : { reference: urn };
  });
}

function sorted(urns: readonly string[]): string[] {
  return [...new Set(urns)].sort();
}
