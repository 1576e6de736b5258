export { type EstimateOptions, estimateCost } from "./estimate";
export type { DeclaredLoad } from "./load";
export type { UsageValues } from "./usage";
