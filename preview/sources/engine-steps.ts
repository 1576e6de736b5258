import type { PlannedResource, ResourceOp, Urn } from "../../model/plan";
import type { PropertyMap } from "../../model/value";
import { readState } from "./engine-state";
import type { Located } from "./located";

/** What the engine's steps mean for a resource; null for steps that are none about it. */
const OPS: { readonly [step: string]: ResourceOp | null } = {
  same: "same",
  create: "create",
  import: "import",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "import-replacement": "replace",
  "delete-replaced": "replace",
  "read-replacement": "replace",
  read: "read",
  refresh: "same",
  diff: null,
  discard: null,
  "discard-replaced": null,
  "remove-pending-replace": null,
  "extend-parameterize": null,
};

/** One step of a preview, with the states before and after it. */
export interface Step {
  readonly op: Located;
  readonly before: Located;
  readonly after: Located;
}

/** The resources that a preview's steps are about, each once, as it would be afterwards. */
export class Steps {
  readonly #resources = new Map<Urn, PlannedResource>();

  add({ op, before, after }: Step): void {
    const name = op.text();
    const meaning = Object.hasOwn(OPS, name) ? OPS[name] : undefined;
    if (meaning === undefined) op.refuse(`a step of the engine, such as ${Object.keys(OPS).slice(0, 5).join(", ")}`);
    if (!meaning) return;
    const state = after.isAbsent ? before : after;
    const read = readState(state, meaning);
    const known = this.#resources.get(read.urn);
    // Of a replacement, the step that deletes the old one says nothing of the new.
    if (known && after.isAbsent) return;
    this.#resources.set(read.urn, completed(read, before, known));
  }

  all(): readonly PlannedResource[] {
    return [...this.#resources.values()];
  }
}

/**
 * With what else is known of the resource. A step's first event has no outputs yet: what exists keeps the old ones, what
 * is new has its inputs, and no id.
 */
function completed(read: PlannedResource, before: Located, known: PlannedResource | undefined): PlannedResource {
  const { id: ownId, ...resource } = read;
  const op = known?.op === "replace" ? "replace" : read.op;
  if (op === "create" || op === "import" || op === "replace") {
    return { ...resource, op, outputs: firstWithSome(read.outputs, known?.outputs, read.inputs) };
  }
  const old = before.isAbsent ? undefined : readState(before, op);
  const echoed = op === "update" ? { ...old?.outputs, ...read.inputs } : old?.outputs;
  const id = ownId ?? old?.id;
  return {
    ...resource,
    op,
    outputs: firstWithSome(read.outputs, known?.outputs, echoed),
    ...(id === undefined ? {} : { id }),
  };
}

function firstWithSome(...maps: readonly (PropertyMap | undefined)[]): PropertyMap {
  return maps.find((map) => map !== undefined && Object.keys(map).length > 0) ?? {};
}
