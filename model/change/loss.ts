import type { PlannedResource, Urn } from "../plan";
import { flag, number, text } from "../value";
import type { Change, ChangeKind } from "./change";
import { whatItHolds } from "./stateful";

/** A resource that holds data and would be deleted, alone or to be made anew. */
export interface Loss {
  readonly urn: Urn;
  readonly type: string;
  readonly name: string;
  /** `may-replace`: only the provider can tell. */
  readonly kind: "delete" | "replace" | "may-replace";
  /** What is at stake, such as `a bucket and every object in it`. */
  readonly holds: string;
  /** Why, one phrase each. */
  readonly why: readonly string[];
  /** What stands in the way or softens it, one sentence each. */
  readonly safeguards: readonly string[];
  /** What a program could say instead, where it looks like a renaming. */
  readonly hint: string | null;
  /** Whether the data would be gone from the program's hands: false where it may not happen or AWS keeps the resource. */
  readonly lost: boolean;
}

/** The resources with data that these changes would take away, certain ones first. */
export function losses(changes: readonly Change[]): readonly Loss[] {
  return changes
    .map((change) => lossOf(change, changes))
    .filter((loss) => loss !== undefined)
    .sort((a, b) => Number(b.lost) - Number(a.lost));
}

function lossOf(change: Change, changes: readonly Change[]): Loss | undefined {
  const { before, kind, mayReplace } = change;
  // The type that exists counts: an alias may have changed it.
  const holds = before === null ? undefined : whatItHolds(before.type);
  if (before === null || holds === undefined || before.external) return undefined;
  if (kind !== "delete" && kind !== "replace" && !mayReplace) return undefined;
  const what = kind === "delete" || kind === "replace" ? kind : "may-replace";
  return {
    urn: change.urn,
    type: change.type,
    name: change.name,
    kind: what,
    holds,
    why: reasonsFor(change),
    safeguards: safeguardsOf(before, change),
    hint: kind === "delete" ? renameHint(before, changes) : null,
    lost: what === "replace" || (what === "delete" && before.options.retainOnDelete !== true),
  };
}

function reasonsFor({ kind, reasons, properties }: Change): readonly string[] {
  if (kind === "delete") return ["the program no longer has it"];
  if (kind === "replace") return reasons;
  return properties
    .filter(({ effect }) => effect === "may-replace")
    .map(({ path, reason }) => `${path} changes${reason === null ? "" : ` (${reason})`}`);
}

/** What would stop the loss, or what would be left of it, as far as the earlier plan says. */
function safeguardsOf(before: PlannedResource, { kind, after }: Change): readonly string[] {
  const found: string[] = [];
  const { inputs, options } = before;
  const guarded = kind === "delete" ? options.protect : options.protect && after?.options.protect;
  if (guarded) found.push("protect is set: the engine refuses.");
  if (flag(inputs.deletionProtection) || flag(inputs.deletionProtectionEnabled)) {
    found.push("Deletion protection is on: AWS refuses.");
  }
  if (options.retainOnDelete) {
    found.push(
      kind === "delete"
        ? "retainOnDelete is set: AWS keeps it, without anyone managing it."
        : "retainOnDelete is set: AWS keeps the old one; the new one starts empty.",
    );
  }
  const snapshot = text(inputs.finalSnapshotIdentifier);
  if (snapshot !== undefined && flag(inputs.skipFinalSnapshot) !== true) {
    found.push(`A final snapshot "${snapshot}" would be left.`);
  }
  if (before.type.startsWith("aws:s3/bucket") && flag(inputs.forceDestroy) !== true) {
    found.push("forceDestroy is off: AWS refuses while objects are in it.");
  }
  if (before.type.startsWith("aws:kms/")) {
    found.push(
      `AWS waits ${number(inputs.deletionWindowInDays) ?? 30} days; until then the deletion can be cancelled.`,
    );
  }
  return found;
}

/** The one deletion of a type beside the one creation of it is most likely a new name for the same thing. */
function renameHint(before: PlannedResource, changes: readonly Change[]): string | null {
  const ofType = (kind: ChangeKind) => changes.filter((change) => change.kind === kind && change.type === before.type);
  const [only, ...others] = ofType("create");
  if (!only || others.length > 0 || ofType("delete").length > 1) return null;
  return `If ${only.name} is the same one under a new name, give it the alias "${before.urn}".`;
}
