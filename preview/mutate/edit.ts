import type { Plan, PlannedResource, Urn } from "../../model/plan";
import { list, type PropertyMap, record, type Value } from "../../model/value";

/** Resources that are taken out of the program. */
export interface Removal {
  readonly removed: readonly Urn[];
}

/** Changes one resource, or takes some out; undefined where there is nothing of the kind to change. */
export type Edit = (resource: PlannedResource, plan: Plan) => PlannedResource | Removal | undefined;

/** Sets an argument, or one within others: `healthCheck.path`. Does nothing where it is so already. */
export function set(path: string, value: Value): Edit {
  return (resource) => {
    const inputs = withValue(resource.inputs, path.split("."), value);
    return JSON.stringify(inputs) === JSON.stringify(resource.inputs) ? undefined : withInputs(resource, inputs);
  };
}

/** Leaves arguments out, with what they refer to; does nothing where none is there. */
export function drop(...properties: readonly string[]): Edit {
  return (resource) => {
    if (properties.every((property) => resource.inputs[property] === undefined)) return undefined;
    const keep = ([property]: readonly [string, unknown]) => !properties.includes(property);
    const inputs = Object.fromEntries(Object.entries(resource.inputs).filter(keep));
    const propertyDependencies = Object.fromEntries(Object.entries(resource.propertyDependencies).filter(keep));
    return { ...withInputs(resource, inputs), propertyDependencies };
  };
}

/** Keeps the first of several subnets, in the argument itself or in one within it. */
export function oneSubnet(property: string, within?: string): Edit {
  return (resource, plan) => {
    const path = within === undefined ? [property] : [property, within];
    const items = list(path.reduce<Value>((value, key) => record(value)[key] ?? null, resource.inputs));
    const types = new Map(plan.resources.map(({ urn, type }) => [urn, type]));
    const isSubnet = (urn: Urn) => types.get(urn) === "aws:ec2/subnet:Subnet";
    const referred = resource.propertyDependencies[property] ?? [];
    const subnets = referred.filter(isSubnet);
    if (items.length < 2 || subnets.length < 2) return undefined;
    const kept = referred.filter((urn) => !isSubnet(urn) || urn === subnets[0]);
    const inputs = withValue(resource.inputs, path, items.slice(0, 1));
    return {
      ...withInputs(resource, inputs),
      propertyDependencies: { ...resource.propertyDependencies, [property]: kept },
    };
  };
}

/** Takes the resource out of the program. */
export const remove: Edit = ({ urn }) => ({ removed: [urn] });

/** Sets an argument, and what it comes from. */
export function refer(property: string, value: Value, from: readonly Urn[]): Edit {
  return (resource) => ({
    ...withInputs(resource, { ...resource.inputs, [property]: value }),
    propertyDependencies: { ...resource.propertyDependencies, [property]: from },
  });
}

/** Leaves an argument out of each item of a list. */
export function without(property: string, argument: string): Edit {
  return (resource) => {
    const items = list(resource.inputs[property]).map((item) => {
      const { [argument]: _left, ...rest } = record(item);
      return rest;
    });
    return withInputs(resource, { ...resource.inputs, [property]: items });
  };
}

/** Takes away both guards: the argument of AWS's own, and Pulumi's option. */
export function unprotected(property: string, value = false): Edit {
  const dropProtect: Edit = (resource) =>
    resource.options.protect === true ? { ...resource, options: { ...resource.options, protect: false } } : undefined;
  return all(set(property, value), dropProtect);
}

/** One edit after the other; each that does nothing is passed over. */
export function all(...edits: readonly Edit[]): Edit {
  return (resource, plan) => {
    const edited = edits.reduce<PlannedResource>((before, edit) => {
      const after = edit(before, plan);
      return after === undefined || "removed" in after ? before : after;
    }, resource);
    return edited === resource ? undefined : edited;
  };
}

/** An edit of resources that fit only. */
export function where(fits: (resource: PlannedResource, plan: Plan) => boolean, edit: Edit): Edit {
  return (resource, plan) => (fits(resource, plan) ? edit(resource, plan) : undefined);
}

export function withInputs(resource: PlannedResource, inputs: PropertyMap): PlannedResource {
  const echoed = Object.keys(resource.outputs).filter((key) => key in resource.inputs || key in inputs);
  const outputs = Object.fromEntries(Object.entries(resource.outputs).filter(([key]) => !echoed.includes(key)));
  return { ...resource, inputs, outputs: { ...outputs, ...inputs } };
}

function withValue(inputs: PropertyMap, [key = "", ...rest]: readonly string[], value: Value): PropertyMap {
  if (rest.length === 0) return { ...inputs, [key]: value };
  const inside = Array.isArray(inputs[key])
    ? list(inputs[key]).map((item) => withValue(record(item), rest, value))
    : withValue(record(inputs[key]), rest, value);
  return { ...inputs, [key]: inside };
}
