import type { Policy, StackValidationPolicy } from "@pulumi/policy";
import type { FindingKind, Severity } from "../model/assessment";
import { type Exemption, exemptionSchema } from "./exemptions";
import { reportVerdict } from "./report-verdict";
import { type Subject, subjectOf } from "./subject";
import { mergedVerdicts, type Verdict } from "./verdict";

export type { Verdict } from "./verdict";

/** Properties that a rule takes from the pack's configuration, beside its level and exemptions. */
export interface Settings<Values extends object> {
  /** A JSON schema per property, which the CLI checks before the rule runs. */
  readonly properties: NonNullable<StackValidationPolicy["configSchema"]>["properties"];
  /** Values of the properties that the configuration leaves out: only the CLI would fill in a schema's own defaults. */
  readonly defaults: Values;
}

/** What an author writes: why in the comment above it, how to fix it, and a reading of the model. */
export interface RuleArgs<Values extends object = object> extends Policy {
  readonly severity: Severity;
  readonly remediationSteps: string;
  readonly url: string;
  /** What a finding of this rule is about. */
  readonly kind: FindingKind;
  /**
   * Short AWS types, such as `rds/Instance`, without which a plan gives the rule nothing to judge: it is then not
   * applicable, and is not run.
   * @default - the rule is always run
   */
  readonly about?: readonly string[];
  /**
   * Why these settings give the rule nothing to judge, such as that they set no limit: it is then not applicable, and is not
   * run. Undefined where they do.
   * @default - the settings are always enough
   */
  readonly unset?: (settings: Values) => string | undefined;
  /** How to fix it in a component of this project, by the component's type token. */
  readonly inComponents?: { readonly [type: string]: string };
  readonly settings?: Settings<Values>;
  /** Asks the model. Verdicts with the same outcome on one resource, or of one cause, become one finding. */
  readonly judge: (subject: Subject, settings: Values) => readonly Verdict[];
}

export type Rule = StackValidationPolicy &
  Omit<RuleArgs, "judge" | "settings" | "unset"> & {
    /** Values of the rule's own properties where the configuration leaves them out. */
    readonly defaults: object;
  };

/** A stack policy that reports a rule's verdicts. */
export function rule<Values extends object = object>({ judge, settings, unset, ...args }: RuleArgs<Values>): Rule {
  return {
    enforcementLevel: "mandatory",
    configSchema: { properties: { ...exemptionSchema, ...settings?.properties } },
    ...args,
    defaults: settings?.defaults ?? {},
    validateStack: (stack, report) => {
      const { exemptions = [], ...given } = stack.getConfig<{ exemptions?: readonly Exemption[] }>();
      const subject = subjectOf(stack.resources);
      if (args.about && subject.index.ofType(...args.about).length === 0) {
        stack.notApplicable(`the plan has none of ${args.about.join(", ")}`);
      }
      const values = { ...settings?.defaults, ...given } as Values;
      const missing = unset?.(values);
      if (missing !== undefined) stack.notApplicable(missing);
      const verdicts = judge(subject, values);
      for (const verdict of mergedVerdicts(verdicts)) reportVerdict(args, subject, verdict, exemptions, report);
    },
  };
}
