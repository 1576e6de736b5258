import type { PropertyMap, Value } from "./value";

/** Full resource name: `urn:pulumi:<stack>::<project>::<type, with its parents' types>::<name>`. */
export type Urn = string;

export type ResourceOp = "create" | "import" | "read" | "same" | "update" | "replace" | "delete";

/** Resource options that a registration carries; absent means not set. */
export interface ResourceOptions {
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: Urn;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly replaceWith?: readonly Urn[];
  /** The resource is replaced when this value is another than before. */
  readonly replacementTrigger?: Value;
  readonly deleteBeforeReplace?: boolean;
  readonly additionalSecretOutputs?: readonly string[];
  readonly hideDiffs?: readonly string[];
  /** URNs that this resource was known by before. */
  readonly aliases?: readonly Urn[];
  /** Seconds that each operation may take. */
  readonly customTimeouts?: { readonly [operation in "create" | "update" | "delete" | "read"]?: number };
  /** The id of an existing resource to adopt. */
  readonly import?: string;
  /** Names of hooks by the moment that they run at, such as `BeforeCreate`. */
  readonly resourceHooks?: { readonly [moment: string]: readonly string[] };
  readonly version?: string;
  readonly pluginDownloadUrl?: string;
}

/** One resource as the engine knows it at preview. */
export interface PlannedResource {
  readonly op: ResourceOp;
  readonly urn: Urn;
  /** Type token, such as `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  /** Logical name, the last part of the URN. */
  readonly name: string;
  /** True for a resource that a provider makes, false for a component. */
  readonly custom: boolean;
  /** URN of the parent; null for the stack itself. */
  readonly parent: Urn | null;
  /** URN of the provider resource; default providers end in `::default`. Null for components and providers. */
  readonly provider: Urn | null;
  readonly inputs: PropertyMap;
  /** What is known of the outputs: inputs echoed, the rest unknown. */
  readonly outputs: PropertyMap;
  /** The id of a resource that exists already (`read`); otherwise unknown and absent. */
  readonly id?: string;
  /** True for a resource that is read, not managed (`get`). */
  readonly external?: boolean;
  readonly dependencies: readonly Urn[];
  /** Per input property, the resources its value comes from. Complete even where values are unknown. */
  readonly propertyDependencies: { readonly [property: string]: readonly Urn[] };
  readonly options: ResourceOptions;
  /**
   * Input properties whose value is a name the provider makes up: known at preview, different at each deployment. One
   * within a list is written `list[0].name`.
   */
  readonly autoNamed: readonly string[];
}

/**
 * What would be created, as an engine sees it. Everything in `model/` reads this shape, and a policy pack receives the
 * same, so that a rule finds the same thing offline, under the CLI and in CI.
 */
export interface Plan {
  readonly project: string;
  readonly stack: string;
  /** In order of registration: a parent always stands before its children. */
  readonly resources: readonly PlannedResource[];
  /** Stack outputs. */
  readonly outputs: PropertyMap;
  /** Region of the default AWS provider, such as `eu-west-1`; null when the program's configuration does not say. */
  readonly region: string | null;
}
