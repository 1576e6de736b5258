export { Bill } from "./bill";
export { type CostChange, type CostLineChange, compareCosts } from "./compare";
export { estimateCost } from "./estimate";
export type { DeclaredLoad } from "./load";
export type { EstimateOptions } from "./options";
export type { UsageValues } from "./usage";
