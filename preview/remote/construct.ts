import type { ResourceOptions, Urn } from "../../model/plan";
import { type PropertyMap, record, reveal, text, type Value } from "../../model/value";

/** A value together with the resources it comes from: what an Output carries, without the waiting. */
export class Tracked {
  constructor(
    readonly value: Value,
    readonly dependencies: readonly Urn[],
  ) {}
}

/** What a registration takes: plain values with tracked ones anywhere inside. */
export type TrackedInput = Value | Tracked | readonly TrackedInput[] | TrackedMap;
export interface TrackedMap {
  readonly [property: string]: TrackedInput;
}

/** A resource that was registered. */
export interface Registered {
  readonly urn: Urn;
  readonly type: string;
  readonly name: string;
  /** An output property (`id` included) with this resource as its origin; unknown where a preview cannot know it. */
  output(property: string): Tracked;
}

export interface RegisterOptions {
  /** Default: the remote component itself; null: nothing, not even the stack. */
  readonly parent?: Registered | null;
  readonly dependsOn?: readonly Registered[];
  /** Default true; false registers a component. */
  readonly custom?: boolean;
  /** The provider resource to use; default: inherited from the parent. */
  readonly provider?: Registered;
  readonly options?: ResourceOptions;
}

/** What a component's provider is given when the engine asks it to construct one. */
export interface ConstructContext {
  readonly type: string;
  readonly name: string;
  readonly urn: Urn;
  /**
   * The inputs as a provider's SDK rebuilds them: every output value, at any depth, is a `Tracked` with its own
   * dependencies; a property that has dependencies but no output value inside is one `Tracked` as a whole; all else is
   * plain. A plain value is therefore what the program wrote out ("prompt"), a `Tracked` is an Output, known or not.
   * A resource passed as a value stands in the form that `reference` makes.
   */
  readonly inputs: TrackedMap;
  /** The resource that a reference among the inputs names; undefined where this program did not register or read it. */
  resource(urn: Urn): Registered | undefined;
  /** Registers a child exactly as a provider's own call would: transforms, inherited providers and options apply. */
  register(type: string, name: string, inputs: TrackedMap, options?: RegisterOptions): Promise<Registered>;
  /** A provider function, such as `aws:index/getAvailabilityZones:getAvailabilityZones`. */
  invoke(token: string, args: PropertyMap): Promise<PropertyMap>;
  /** Says something about the component that does not stop it. */
  warn(sentence: string): void;
}

/** Registers a remote component's children and returns its outputs. A thrown Error fails the component's registration. */
export type Construct = (context: ConstructContext) => Promise<TrackedMap>;

// The engine's own marks for a resource reference on the wire.
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const REFERENCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e";

/** A resource as a value (a resource reference): how it stands among inputs and outputs. */
export function reference(resource: Registered): Tracked {
  const id = resource.output("id").value;
  return new Tracked({ [SIGNATURE_KEY]: REFERENCE_SIGNATURE, urn: resource.urn, id }, [resource.urn]);
}

/** The URN in a resource reference; undefined where the value is something else. */
export function referencedUrn(value: Value | undefined): Urn | undefined {
  const { [SIGNATURE_KEY]: signature, urn } = record(reveal(value));
  return signature === REFERENCE_SIGNATURE ? text(urn) : undefined;
}
