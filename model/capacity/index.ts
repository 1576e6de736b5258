export { assessCapacity, type CapacityReport, type TierCapacity } from "./assess";
export { DEFAULT_HABITS, loadOf, type PeakLoad, type UserHabits } from "./load";
