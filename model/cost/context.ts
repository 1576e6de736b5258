import type { PlannedResource } from "../plan";
import type { Component } from "./charge";
import type { Usage } from "./usage";

/** What a pricer may ask besides the resource's own arguments. */
export interface PricingContext {
  /** Region that the resource is in. */
  readonly region: string;
  /** Usage figures declared for the resource, or derived from the load. */
  readonly usage: Usage;
  /** Resources of a type that a property of the resource takes its value from. */
  referenced(property: string, ...types: readonly string[]): readonly PlannedResource[];
  /** Resources of a type that refer to this one, through any property. */
  referrers(...types: readonly string[]): readonly PlannedResource[];
  /** The same questions about another resource of the plan. */
  of(resource: PlannedResource): PricingContext;
}

/** Says what is billed for one resource. */
export type Pricer = (resource: PlannedResource, context: PricingContext) => readonly Component[];
