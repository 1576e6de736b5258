import type { Plan, PlannedResource } from "../../../model/plan";
import type { Edit } from "../edit";

/** A mistake that a person could make in one resource. */
export interface Fault {
  /** What was done, as a reviewer would say it. */
  readonly name: string;
  /** Short AWS type of what it is done to. */
  readonly type: string;
  readonly edit: Edit;
  /** Where it does no harm: of that the pack must say nothing. */
  readonly harmless?: Harmless;
}

export interface Harmless {
  /** @default - wherever it is done */
  readonly where?: (resource: PlannedResource, plan: Plan) => boolean;
  /** Why, as one full sentence. */
  readonly reason: string;
}
