import type { ResourceOptions, Urn } from "../../model/plan";
import type { PropertyMap, Value } from "../../model/value";

/** A value together with the resources it comes from: what an Output carries, without the waiting. */
export class Tracked {
  constructor(
    readonly value: Value,
    readonly dependencies: readonly Urn[],
  ) {}
}

/** What a registration takes: plain values with tracked ones anywhere inside. */
export type TrackedInput = Value | Tracked | readonly TrackedInput[] | { readonly [property: string]: TrackedInput };

/** A resource that was registered. */
export interface Registered {
  readonly urn: Urn;
  readonly type: string;
  readonly name: string;
  /** An output property (`id` included) with this resource as its origin; unknown where a preview cannot know it. */
  output(property: string): Tracked;
}

export interface RegisterOptions {
  /** Default: the remote component itself. */
  readonly parent?: Registered;
  readonly dependsOn?: readonly Registered[];
  /** Default true; false registers a component. */
  readonly custom?: boolean;
  readonly options?: ResourceOptions;
}

/** What a component's provider is given when the engine asks it to construct one. */
export interface ConstructContext {
  readonly type: string;
  readonly name: string;
  readonly urn: Urn;
  readonly inputs: PropertyMap;
  /** An input property with the resources its value comes from. */
  input(property: string): Tracked;
  /** Registers a child exactly as a provider's own call would: transforms, inherited providers and options apply. */
  register(
    type: string,
    name: string,
    inputs: { readonly [property: string]: TrackedInput },
    options?: RegisterOptions,
  ): Promise<Registered>;
  /** A provider function, such as `aws:index/getAvailabilityZones:getAvailabilityZones`. */
  invoke(token: string, args: PropertyMap): Promise<PropertyMap>;
}

/** Registers a remote component's children and returns its outputs. */
export type Construct = (context: ConstructContext) => Promise<{ readonly [property: string]: TrackedInput }>;
