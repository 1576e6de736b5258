import Big from "big.js";
import type { Tier } from "./prices/table";

const GB_STEPS = [
  { size: 1_048_576, letter: "PB" },
  { size: 1_024, letter: "TB" },
  { size: 1, letter: "GB" },
] as const;

const COUNT_STEPS = [
  { size: 1_000_000_000, letter: "B" },
  { size: 1_000_000, letter: "M" },
  { size: 1_000, letter: "k" },
  { size: 1, letter: "" },
] as const;

/** How a tier is called on a bill: `first 10TB`, `next 40TB`, `over 150TB`; empty for a price with one tier. */
export function tierName(tier: Tier, unit: string): string {
  if (tier.to === null) return new Big(tier.from).eq(0) ? "" : `over ${amount(new Big(tier.from), unit)}`;
  const size = new Big(tier.to).minus(tier.from);
  return `${new Big(tier.from).eq(0) ? "first" : "next"} ${amount(size, unit)}`;
}

/** `10240` GB as `10TB`, `333000000` requests as `333M`. */
function amount(quantity: Big, unit: string): string {
  if (unit === "GB-hour") return `${quantity.div(1000).toFixed()}K`;
  const steps = unit.startsWith("GB") && unit !== "GB-second" ? GB_STEPS : COUNT_STEPS;
  const step = steps.find(({ size }) => quantity.gte(size) && quantity.div(size).round(3).eq(quantity.div(size)));
  return step === undefined ? quantity.toFixed() : `${quantity.div(step.size).toFixed()}${step.letter}`;
}
