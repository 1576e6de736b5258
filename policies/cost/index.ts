import type { Rule } from "../rule";
import { monthlyBudget } from "./monthly-budget";

/** What may be spent. */
export const cost: readonly Rule[] = [monthlyBudget];
