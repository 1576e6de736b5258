export type { Change, ChangeKind, PropertyChange, PropertyEffect } from "./change";
export { comparePlans } from "./compare";
export { type Loss, losses } from "./loss";
export { REPLACEMENT_SOURCE } from "./replacement";
