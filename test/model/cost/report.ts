import { type EstimateOptions, estimateCost } from "../../../model/cost";
import type { PlannedResource } from "../../../model/plan";
import { planOf } from "./plans";

/** A report as lines of text: what is billed, quantity, price, amount; then what is not priced. */
export function reportOf(
  resources: readonly PlannedResource[],
  options: EstimateOptions = {},
  region = "us-east-1",
): string[] {
  const report = estimateCost(planOf(resources, region), options);
  return [
    ...report.lines.map(
      (line) =>
        `${line.item}: ${line.quantityNote ?? line.quantity ?? "?"} ${line.unit} at ${line.unitPrice} = ${line.monthly ?? "depends on usage"}`,
    ),
    ...report.unpriced.map(({ reason }) => `not priced: ${reason}`),
  ];
}
