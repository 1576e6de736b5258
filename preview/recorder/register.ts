import type { Urn } from "../../model/plan";
import { Tracked, type TrackedMap } from "../remote/construct";
import type { Deployment, Entry } from "./deployment";
import type { GoalOptions } from "./goal";
import { planned } from "./planned";
import type { Goal, Registrars } from "./reached-goal";
import type { Registration } from "./registration";
import type { Transform, Transformed } from "./transforms";
import { isProviderType, packageOf } from "./urn";
import { collectDependencies, plain, UNKNOWN_TEXT } from "./wire";

/** What registering a resource gave. */
export interface Registered {
  readonly entry: Entry;
  /** The id, as the program is to see it: empty where a preview cannot know it. */
  readonly id: string;
  /** Resources that each output comes from, for a remote component. */
  readonly outputDependencies: { readonly [property: string]: readonly Urn[] };
}

/** Registers a resource as an engine does at preview: nothing is made, all that can be known is. */
export async function register(
  registration: Registration,
  ownTransforms: readonly Transform[],
  registrars: Registrars,
): Promise<Registered> {
  const { deployment, hooks, checks } = registrars;
  check(registration, deployment);
  const reached = await reachGoal(registration, ownTransforms, registrars);
  const goal = checks === undefined ? reached : await checks.checked(reached);
  const entry = planned(goal, ownTransforms, registrars);
  deployment.add(entry);
  // What exists already is not created, and a component is there only when its outputs are.
  if (entry.planned.op === "create") {
    await hooks.run("before", goal.options, entry);
    if (registration.custom) await hooks.run("after", goal.options, entry);
  }
  const id = isProviderType(registration.type) ? UNKNOWN_TEXT : goal.options.import;
  return { entry, id, outputDependencies: {} };
}

function check(registration: Registration, deployment: Deployment): void {
  const { type, name, custom, remote, envVarMappings } = registration;
  if (Object.keys(envVarMappings).length > 0 && !isProviderType(type)) {
    deployment.refuse(`envVarMappings can only be used with provider resources, which ${type} "${name}" is not.`);
  }
  if ((custom || remote) && type.split(":").length !== 3) {
    deployment.refuse(`The type "${type}" of resource "${name}" is not of the form package:module:Type.`);
  }
}

/**
 * Inherits from the parent, runs the transforms, then works out what depends on what. `pending` are transforms of its own
 * that came with an earlier registration: that of the program, where this is the one of a component's provider.
 */
export async function reachGoal(
  registration: Registration,
  ownTransforms: readonly Transform[],
  { deployment, providers }: Registrars,
  pending: readonly Transform[] = [],
): Promise<Goal> {
  const { custom, remote, type, name } = registration;
  const parent = deployment.parent(registration.parent, `${type} "${name}"`);
  const inherited = inherit(registration.options, parent, providers.inherited(parent, type));
  const provider =
    custom || remote
      ? providers.resolve(inherited.provider, inherited.providers, parent, packageOf(type))
      : inherited.provider;
  const given = {
    inputs: ownTransforms.length > 0 ? withOrigins(registration) : registration.inputs,
    options: { ...inherited, provider },
  };
  const { inputs, options } = await transform(registration, [...ownTransforms, ...pending], given, deployment);
  return {
    registration,
    parent,
    inputs,
    options: custom ? options : { ...options, providers: { ...parent?.providers, ...options.providers } },
    ...dependenciesOf(registration, ownTransforms.length > 0, inputs, options),
  };
}

function inherit(options: GoalOptions, parent: Entry | undefined, provider: string): GoalOptions {
  if (parent === undefined) return options;
  return {
    ...options,
    deletedWith: options.deletedWith || parent.goal.deletedWith,
    protect: options.protect ?? parent.goal.protect,
    retainOnDelete: options.retainOnDelete ?? parent.goal.retainOnDelete,
    provider: options.provider || provider,
  };
}

/** A resource's own transforms see where each input comes from. */
function withOrigins({ inputs, propertyDependencies }: Registration): TrackedMap {
  return Object.fromEntries(
    Object.entries(inputs).map(([property, value]) => {
      const urns = propertyDependencies[property] ?? [];
      const known = new Set<Urn>();
      collectDependencies(value, known);
      if (urns.every((urn) => known.has(urn))) return [property, value];
      return [property, new Tracked(plain(value), [...new Set([...known, ...urns])])];
    }),
  );
}

async function transform(
  registration: Registration,
  ownTransforms: readonly Transform[],
  start: { readonly inputs: TrackedMap; readonly options: GoalOptions },
  deployment: Deployment,
): Promise<{ readonly inputs: TrackedMap; readonly options: GoalOptions }> {
  let state: Transformed = { ...start, untouched: true };
  for (const apply of [
    ...ownTransforms,
    ...parentTransforms(registration, deployment),
    ...deployment.stackTransforms,
  ]) {
    state = await apply(registration, state);
  }
  return state;
}

function parentTransforms(registration: Registration, deployment: Deployment): readonly Transform[] {
  const transforms: Transform[] = [];
  let current: Urn | "" = registration.parent;
  while (current !== "") {
    const entry = deployment.entries.get(current);
    transforms.push(...(entry?.transforms ?? []));
    current = entry?.planned.parent ?? "";
  }
  return transforms;
}

function dependenciesOf(
  registration: Registration,
  transformed: boolean,
  inputs: TrackedMap,
  options: GoalOptions,
): Pick<Goal, "dependencies" | "propertyDependencies"> {
  const dependencies = new Set(transformed ? options.dependsOn : registration.options.dependsOn);
  const propertyDependencies: { [property: string]: readonly Urn[] } = {};
  // What a transform of a parent takes away keeps its dependencies, as an engine has it.
  const given = transformed ? {} : registration.propertyDependencies;
  for (const property of new Set([...Object.keys(given), ...Object.keys(inputs)])) {
    const urns = new Set(given[property]);
    collectDependencies(inputs[property] ?? null, urns);
    if (transformed) for (const urn of urns) dependencies.add(urn);
    if (urns.size > 0) propertyDependencies[property] = [...urns].sort();
  }
  return { dependencies: [...dependencies].sort(), propertyDependencies };
}
