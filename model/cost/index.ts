export { Bill } from "./bill";
export { type CostChange, type CostLineChange, compareCosts } from "./compare";
export { type EstimateOptions, estimateCost } from "./estimate";
export type { DeclaredLoad } from "./load";
export type { UsageValues } from "./usage";
