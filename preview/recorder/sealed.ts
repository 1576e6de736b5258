import type { Urn } from "../../model/plan";
import { UNKNOWN, Unknown } from "../../model/value";
import { Tracked, type TrackedInput, type TrackedMap } from "../remote/construct";
import type { Registration } from "./registration";
import { plain, secret } from "./wire";

/**
 * Takes the mark of undecrypted configuration out of a registration. The program's process names it among the resources
 * that a value comes from, as that is what stays with a value until it is an input: what comes from it alone is secret.
 */
export function unsealed(registration: Registration, sealed: string): Registration {
  const { options, propertyDependencies, inputs } = registration;
  if (!options.dependsOn.some((urn) => urn.includes(sealed))) return registration;
  const others = (urns: readonly Urn[]): readonly Urn[] => urns.filter((urn) => !urn.includes(sealed));
  const marked = (property: string): boolean => {
    const urns = propertyDependencies[property] ?? [];
    return urns.length > 0 && others(urns).length === 0;
  };
  return {
    ...registration,
    inputs: mapped(inputs, (input, property) => unsealedInput(input, marked(property), sealed)),
    propertyDependencies: mapped(propertyDependencies, others),
    options: { ...options, dependsOn: others(options.dependsOn) },
  };
}

function unsealedInput(input: TrackedInput, isMarked: boolean, sealed: string): TrackedInput {
  if (input instanceof Unknown) return isMarked ? secret(UNKNOWN) : input;
  if (input instanceof Tracked) {
    const dependencies = input.dependencies.filter((urn) => !urn.includes(sealed));
    const isSealed = dependencies.length < input.dependencies.length;
    return new Tracked(isSealed && input.value instanceof Unknown ? secret(UNKNOWN) : plain(input), dependencies);
  }
  if (Array.isArray(input)) {
    return (input as readonly TrackedInput[]).map((item) => unsealedInput(item, isMarked, sealed));
  }
  if (input === null || typeof input !== "object" || Object.getPrototypeOf(input) !== Object.prototype) return input;
  return mapped(input as TrackedMap, (inner) => unsealedInput(inner, isMarked, sealed));
}

function mapped<Before, After>(
  map: { readonly [key: string]: Before },
  change: (value: Before, key: string) => After,
): { readonly [key: string]: After } {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
