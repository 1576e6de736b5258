import type { PlannedResource, Urn } from "../plan";
import type { Value } from "../value";

export type ChangeKind = "create" | "update" | "replace" | "delete" | "same";

/** What the provider does about a changed property; `may-replace` where nobody knows before it is asked. */
export type PropertyEffect = "update" | "replace" | "may-replace";

export interface PropertyChange {
  /** As Pulumi writes paths: `tags.Name`, `ingress[0].fromPort`, `labels["a.b"]`. */
  readonly path: string;
  /** Undefined where the property is not there. */
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  readonly effect: PropertyEffect;
  /** Why this effect, where there is more to say than the table does; null otherwise. */
  readonly reason: string | null;
}

/** An option whose change matters to what happens to the resource. */
export interface OptionChange {
  readonly option: "protect" | "retainOnDelete";
  readonly before: boolean;
  readonly after: boolean;
}

/** What happens to one resource between two plans. */
export interface Change {
  readonly kind: ChangeKind;
  /** In the later plan; of a deleted resource in the earlier one. */
  readonly urn: Urn;
  /** In the earlier plan where it had another one (an alias says that both are the same resource); null otherwise. */
  readonly previousUrn: Urn | null;
  readonly type: string;
  readonly name: string;
  readonly properties: readonly PropertyChange[];
  readonly options: readonly OptionChange[];
  /** Why it is replaced, one sentence each; empty otherwise. */
  readonly reasons: readonly string[];
  /** An update in which some property may turn out to need a replacement. */
  readonly mayReplace: boolean;
  /** Paths of secrets that one of the plans does not know, so that nobody can say whether they differ. */
  readonly uncompared: readonly string[];
  readonly before: PlannedResource | null;
  readonly after: PlannedResource | null;
}
