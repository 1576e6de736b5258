import type { PlannedResource, Urn } from "../plan";
import { assume, type Component, duringHours, gap } from "./charge";
import type { PricingContext } from "./context";
import { FREE_TYPES, isOutsideAws } from "./free";
import { type DeclaredLoad, type LoadUsage, loadUsage } from "./load";
import type { EstimateOptions } from "./options";
import { UNKNOWN_REGION } from "./prices/table";
import type { References } from "./references";
import { PRICERS } from "./resources";
import { INSTANCE } from "./resources/types";
import { mergedUsage, Usage, type UsageValues } from "./usage";

/** What is billed for one resource, before prices are looked up. */
export interface Item {
  readonly billed: Pick<PlannedResource, "urn" | "type">;
  readonly region: string;
  readonly components: readonly Component[];
}

/** Hears which other resources an item follows from. */
export interface Listener {
  /** The arguments of this resource. */
  read(urn: Urn): void;
  /** Which resources refer to this one. */
  askedReferrers(urn: Urn): void;
}

/** What one resource is billed for; undefined where AWS bills nothing for it. */
export function itemOf(
  resource: PlannedResource,
  references: References,
  derived: LoadUsage,
  options: EstimateOptions,
  listener?: Listener,
): Item | undefined {
  if (!isBilled(resource)) return undefined;
  const region = references.regionOf(resource) ?? UNKNOWN_REGION;
  const usage = usageOf(resource.urn, derived, options);
  const context = contextOf(resource, region, usage, references, listener);
  const pricer = PRICERS[resource.type];
  const billed = pricer?.(resource, context) ?? [gap("this type of resource is not priced yet")];
  const all = [...billed, ...reservation(usage)];
  const hours = options.comparable === "infracost" && resource.type !== INSTANCE ? null : usage.number("monthly_hrs");
  return { billed: resource, region, components: hours === null ? all : all.map((each) => duringHours(each, hours)) };
}

/** Usage that follows from the declared load; nothing without one. */
export function derivedUsage(references: References, load: DeclaredLoad | undefined): LoadUsage {
  return load === undefined ? NO_LOAD : loadUsage(references.plan, load, references);
}

const NO_LOAD: LoadUsage = { usage: {}, dataTransfer: [], assumptions: [] };
const NOTHING: UsageValues = {};

function usageOf(urn: Urn, derived: LoadUsage, { resourceUsage }: EstimateOptions): Usage {
  return new Usage(mergedUsage(derived.usage[urn] ?? NOTHING, resourceUsage?.[urn] ?? NOTHING));
}

/** Resources that AWS could bill: made by a provider of AWS, and not of a type known to be free. */
function isBilled(resource: PlannedResource): boolean {
  if (!resource.custom || resource.external === true || resource.op === "delete" || resource.op === "read")
    return false;
  return !isOutsideAws(resource.type) && !FREE_TYPES.has(resource.type);
}

/** A usage file may say that something is reserved; no source gives such prices. */
function reservation(usage: Usage): readonly Component[] {
  const term = usage.text("reserved_instance_term") ?? "";
  if (term === "") return [];
  return [
    assume(`reserved for ${term}, which has no sourced price: billed on demand; give your own price with --discounts`),
  ];
}

function contextOf(
  resource: PlannedResource,
  region: string,
  usage: Usage,
  references: References,
  listener: Listener | undefined,
): PricingContext {
  const heard = (found: readonly PlannedResource[]): readonly PlannedResource[] => {
    if (listener) for (const { urn } of found) listener.read(urn);
    return found;
  };
  return {
    region,
    usage,
    referenced: (property, ...types) => heard(references.referenced(resource, property, types)),
    referrers: (...types) => {
      listener?.askedReferrers(resource.urn);
      return heard(references.referrers(resource, types));
    },
    of: (other) => contextOf(other, references.regionOf(other) ?? region, usage, references, listener),
  };
}
