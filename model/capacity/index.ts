export { assessCapacity } from "./assess";
export { DEFAULT_HABITS, loadOf, type PeakLoad, type UserHabits } from "./load";
export type { CapacityReport, TierCapacity } from "./report";
