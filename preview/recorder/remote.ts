import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { ResourceOptions, Urn } from "../../model/plan";
import { UNKNOWN } from "../../model/value";
import {
  type Construct,
  type ConstructContext,
  type Registered as Made,
  type RegisterOptions,
  Tracked,
  type TrackedInput,
  type TrackedMap,
} from "../remote/construct";
import { asItsProviderRegistersIt } from "./construct-options";
import { constructOf } from "./constructs";
import type { Entry } from "./deployment";
import { type GoalOptions, NO_OPTIONS, type Timeouts } from "./goal";
import type { Invoker } from "./invoke";
import { planned } from "./planned";
import type { Registrars } from "./reached-goal";
import { type Registered, reachGoal, register } from "./register";
import type { Registration } from "./registration";
import type { Transform } from "./transforms";
import { collectDependencies, plain, UNKNOWN_TEXT } from "./wire";

/** Registers a component whose provider registers its children: that provider's part is played here. */
export async function registerRemote(
  registration: Registration,
  ownTransforms: readonly Transform[],
  registrars: Registrars,
  invoker: Invoker,
): Promise<Registered> {
  const { deployment } = registrars;
  const goal = await reachGoal(registration, ownTransforms, registrars);
  const construct = constructOf(registration.type);
  if (construct === undefined) {
    const options = { ...goal.options, dependsOn: goal.dependencies, provider: "" };
    const opaque = { ...goal, registration: { ...registration, remote: false }, options };
    const entry = planned(opaque, ownTransforms, registrars);
    deployment.add(entry);
    deployment.assume(
      registration.type,
      entry.planned.urn,
      "The children of this remote component are not known here.",
    );
    return { entry, id: "", outputDependencies: {} };
  }
  // The provider registers the component in its turn, and an engine runs the transforms on that too.
  const own = await reachGoal(asItsProviderRegistersIt(goal, deployment), [], registrars, ownTransforms);
  const entry = planned(own, ownTransforms, registrars);
  deployment.add(entry);
  await registrars.hooks.run("before", own.options, entry);
  const context = contextOf(goal, entry, registrars, invoker);
  entry.outputs = await constructed(construct, context, entry, registrars);
  await registrars.hooks.run("after", own.options, entry);
  return { entry, id: "", outputDependencies: outputDependencies(entry.outputs) };
}

async function constructed(
  construct: Construct,
  context: ConstructContext,
  entry: Entry,
  { deployment }: Registrars,
): Promise<TrackedMap> {
  try {
    return await construct(context);
  } catch (error) {
    const { type, name } = entry.planned;
    const reason = error instanceof Error ? error.message : String(error);
    return deployment.refuse(`The component ${type} "${name}" cannot be made: ${reason}`);
  }
}

function outputDependencies(outputs: TrackedMap): { readonly [property: string]: readonly Urn[] } {
  return Object.fromEntries(
    Object.entries(outputs).map(([property, value]) => {
      const urns = new Set<Urn>();
      collectDependencies(value, urns);
      return [property, [...urns].sort()];
    }),
  );
}

interface ReachedGoal {
  readonly inputs: TrackedMap;
  readonly propertyDependencies: { readonly [property: string]: readonly Urn[] };
}

function contextOf(goal: ReachedGoal, entry: Entry, registrars: Registrars, invoker: Invoker): ConstructContext {
  const { type, name, urn } = entry.planned;
  const { deployment } = registrars;
  return {
    type,
    name,
    urn,
    inputs: providerInputs(goal),
    resource(of) {
      const found = deployment.entries.get(of);
      return found === undefined ? undefined : madeOf(found);
    },
    async register(childType, childName, inputs, options = {}) {
      const child = childRegistration(childType, childName, inputs, options, entry);
      return madeOf((await register(child, [], registrars)).entry);
    },
    invoke: (token, args) => invoker.call(token, args, entry),
    warn: (text) => deployment.message({ severity: "warning", urn, text }),
  };
}

/** A property that depends on something, without an output value inside, is one tracked value as a whole. */
function providerInputs({ inputs, propertyDependencies }: ReachedGoal): TrackedMap {
  return Object.fromEntries(
    Object.entries(inputs).map(([property, value]) => {
      const urns = propertyDependencies[property] ?? [];
      if (urns.length === 0 || containsTracked(value)) return [property, value];
      return [property, new Tracked(plain(value), urns)];
    }),
  );
}

function containsTracked(input: TrackedInput): boolean {
  if (input === null || typeof input !== "object") return false;
  return input instanceof Tracked || Object.values(input as TrackedMap).some(containsTracked);
}

function madeOf({ planned: { urn, type, name, id, custom }, outputs }: Entry): Made {
  return {
    urn,
    type,
    name,
    output(property) {
      if (property === "id") return new Tracked(id ?? UNKNOWN, [urn]);
      if (property === "urn") return new Tracked(urn, [urn]);
      const value = outputs[property];
      const origins = new Set<Urn>([urn]);
      if (!custom && value !== undefined) collectDependencies(value, origins);
      return new Tracked(value === undefined ? UNKNOWN : plain(value), [...origins]);
    },
  };
}

function childRegistration(
  type: string,
  name: string,
  inputs: TrackedMap,
  options: RegisterOptions,
  component: Entry,
): Registration {
  const propertyDependencies = outputDependencies(inputs);
  const dependsOn = new Set((options.dependsOn ?? []).map(({ urn }) => urn));
  for (const urns of Object.values(propertyDependencies)) for (const urn of urns) dependsOn.add(urn);
  const provider = options.provider === undefined ? "" : `${options.provider.urn}::${UNKNOWN_TEXT}`;
  return {
    type,
    name,
    custom: options.custom ?? true,
    remote: false,
    parent: options.parent === null ? "" : (options.parent?.urn ?? component.planned.urn),
    inputs,
    propertyDependencies,
    options: { ...childOptions(options.options ?? {}), dependsOn: [...dependsOn], provider },
    packageRef: "",
    envVarMappings: {},
  };
}

function childOptions(options: ResourceOptions): GoalOptions {
  const { customTimeouts, aliases = [], replacementTrigger: _, ...rest } = options;
  const timeouts = customTimeouts === undefined ? undefined : durations(customTimeouts);
  const known = aliases.map((urn) => new Alias().setUrn(urn));
  return { ...NO_OPTIONS, ...rest, aliases: known, customTimeouts: timeouts };
}

function durations(seconds: NonNullable<ResourceOptions["customTimeouts"]>): Timeouts {
  const text = (count: number | undefined): string => (count === undefined ? "" : `${count}s`);
  const { create, update, delete: remove, read } = seconds;
  return { create: text(create), update: text(update), delete: text(remove), read: text(read) };
}
