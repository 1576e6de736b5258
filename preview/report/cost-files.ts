import type { EstimateOptions } from "../../model/cost";
import { readDiscounts } from "../../model/cost/discounts/document";
import { InputProblem, readUsage, resolveUsage, type Strictness } from "../../model/cost/usage-file";
import type { Plan } from "../../model/plan";
import { UsageError } from "../failure";
import { readYamlFile } from "../project/yaml-file";

/** Files that say what an account uses and pays, as the command line names them; absolute. */
export interface CostFileNames {
  readonly usage: string | undefined;
  readonly discounts: string | undefined;
  readonly freeTier: boolean;
}

/** What the files say of a plan, with the sentences that stand beside the figures. */
export interface DeclaredCost {
  readonly options: EstimateOptions;
  readonly assumptions: readonly string[];
}

/** What the files say of one plan. */
export type CostDeclaration = (plan: Plan, strictness: Strictness) => DeclaredCost;

/**
 * Reads the files at once; what they say of a plan is found when there is one.
 * @public required lazily, which the search for unused exports cannot see
 * @throws UsageError for a file that cannot be read, and, with a plan, for a key that names nothing in it
 */
export function readCostFiles({ usage, discounts, freeTier }: CostFileNames): CostDeclaration {
  const used = read(usage, readUsage);
  const paid = read(discounts, readDiscounts);
  return (plan, strictness) => {
    const resolved =
      used === undefined ? undefined : inFile(used.shown, () => resolveUsage(used.content, plan, strictness));
    const count = Object.keys(resolved?.resourceUsage ?? {}).length;
    return {
      options: { ...resolved, ...(paid === undefined ? {} : { discounts: paid.content }), freeTier },
      assumptions: [
        ...(used === undefined
          ? []
          : [`${used.shown} declares the usage of ${count} resources; the rest follows below.`]),
        ...(paid === undefined ? [] : [`Prices are those of the list less what ${paid.shown} says.`]),
        ...(freeTier
          ? ["Free units of the price list are deducted, as if this were the account's only use of them."]
          : []),
      ],
    };
  };
}

interface ReadFile<T> {
  readonly shown: string;
  readonly content: T;
}

function read<T>(file: string | undefined, parse: (content: unknown) => T): ReadFile<T> | undefined {
  if (file === undefined) return undefined;
  const { shown, content } = readYamlFile(file);
  return { shown, content: inFile(shown, () => parse(content)) };
}

/** Names the file before what is wrong with it. */
function inFile<T>(shown: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputProblem) throw new UsageError(`${shown}: ${error.message}`);
    throw error;
  }
}
