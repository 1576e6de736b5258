import type { Assumption } from "../../model/assessment";
import type { Plan, PlannedResource } from "../../model/plan";
import { type PropertyMap, text } from "../../model/value";
import { UsageError } from "../failure";
import type { ProgramMessage, Recording } from "../recorder/recording";
import { isDefaultProvider, STACK_TYPE } from "./engine-urn";
import { withMissingParents } from "./missing-parents";

/** What a file of the engine's held, before it is one plan. */
export interface Findings {
  readonly file: string;
  /** Every resource with its state, default providers among them. */
  readonly resources: readonly PlannedResource[];
  /** Region from the configuration of the run; undefined where the file does not say. */
  readonly region?: string | undefined;
  readonly assumed?: readonly Assumption[];
  readonly messages?: readonly ProgramMessage[];
}

/** Puts what was found together as a plan. Default providers are no part of it, as in the engine's own previews. */
export function assemblePlan({ file, resources, region, assumed = [], messages = [] }: Findings): Recording {
  const [first] = resources;
  if (!first) throw new UsageError(`${file} holds no resources, so there is no plan in it`);
  const { project, stack } = onlyStack(file, resources);
  const completed = withMissingParents(
    resources.filter((resource) => !isDefaultProvider(resource)),
    { project, stack },
  );
  const plan: Plan = {
    project,
    stack,
    resources: completed.resources,
    outputs: stackOutputs(resources),
    region: regionOf(resources) ?? region ?? commonRegion(resources) ?? null,
  };
  return { plan, assumed: [...assumed, ...completed.assumed], messages, config: {} };
}

function onlyStack(file: string, resources: readonly PlannedResource[]): { project: string; stack: string } {
  const found = new Map<string, { project: string; stack: string }>();
  for (const { urn } of resources) {
    const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/s.exec(urn) ?? [];
    found.set(`${project}/${stack}`, { project, stack });
  }
  const [only] = found.values();
  if (!only || found.size > 1) {
    throw new UsageError(`${file} holds resources of ${[...found.keys()].join(" and ")}, but a plan is of one stack`);
  }
  return only;
}

function stackOutputs(resources: readonly PlannedResource[]): PropertyMap {
  return resources.find(({ type }) => type === STACK_TYPE)?.outputs ?? {};
}

/** What the default AWS provider was given. */
function regionOf(resources: readonly PlannedResource[]): string | undefined {
  const provider = resources.find(
    (resource) => resource.type === "pulumi:providers:aws" && isDefaultProvider(resource),
  );
  return text(provider?.inputs.region);
}

/** The region that every resource of the default provider names, as its provider writes into each. */
function commonRegion(resources: readonly PlannedResource[]): string | undefined {
  const named = new Set<string>();
  for (const resource of resources) {
    const region = resource.provider?.endsWith(":aws::default") ? text(resource.inputs.region) : undefined;
    if (region !== undefined) named.add(region);
  }
  return named.size === 1 ? [...named][0] : undefined;
}
