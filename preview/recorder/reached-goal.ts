import type { Urn } from "../../model/plan";
import type { TrackedMap } from "../remote/construct";
import type { Deployment, Entry } from "./deployment";
import type { GoalOptions } from "./goal";
import type { Hooks } from "./hooks";
import type { Providers } from "./providers";
import type { Registration } from "./registration";

/** What checks the inputs of a goal, and may change them. */
interface Checks {
  checked(goal: Goal): Promise<Goal>;
}

/** What takes part in each registration. */
export interface Registrars {
  readonly deployment: Deployment;
  readonly providers: Providers;
  readonly hooks: Hooks;
  /** Runs the code that providers of the program bring along; absent where there is no program. */
  readonly checks?: Checks;
}

/** A goal after inheritance and transforms, with its place among the other resources. */
export interface Goal {
  readonly registration: Registration;
  readonly parent: Entry | undefined;
  readonly inputs: TrackedMap;
  readonly options: GoalOptions;
  readonly dependencies: readonly Urn[];
  readonly propertyDependencies: { readonly [property: string]: readonly Urn[] };
}
