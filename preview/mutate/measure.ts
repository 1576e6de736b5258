import type { Finding } from "../../model/assessment";
import type { Plan, PlannedResource } from "../../model/plan";
import { awsType } from "../../model/topology/aws-type";
import { analyzePlan, type PolicyConfig } from "../../policies/analyze";
import type { Removal } from "./edit";
import { FAULTS, type Fault } from "./faults";
import { withoutResources } from "./removal";

/** What came of one kind of fault in one stack. */
export interface Tally {
  readonly fault: string;
  /** On how many resources it was tried where it does harm. */
  readonly applied: number;
  /** On how many where it does none. */
  readonly harmless: number;
  /** Followed by a violation that was not there before. */
  readonly detected: number;
  /** Followed by no more than an answer that the preview cannot tell. */
  readonly unknown: number;
  /** Names of the resources of which nothing was said. */
  readonly missed: readonly string[];
}

export interface Measured {
  readonly tallies: readonly Tally[];
  /** Violations that would stop the plan as it is, as `rule: resource`. */
  readonly falseAlarms: readonly string[];
  /** Violations that follow a change that does no harm, each as a sentence. */
  readonly overHarmless: readonly string[];
}

/** Most resources that a kind of fault is tried on, spread over those of its type. */
const TRIED = 2;

/** Seeds every fault into a plan, one at a time, and asks the pack as it is configured. */
export async function measure(plan: Plan, config: PolicyConfig): Promise<Measured> {
  const before = await analyzePlan(plan, config);
  const known = new Set(before.map(keyOf));
  const alarms = before.filter(({ outcome, level }) => outcome === "violation" && level === "mandatory");
  const falseAlarms = alarms.map(({ rule, urn }) => `${rule}: ${urn.split("::").at(-1)}`);
  const tallies: Tally[] = [];
  const overHarmless: string[] = [];
  for (const fault of FAULTS) {
    const answers: Answered[] = [];
    for (const seeded of spread(seededWith(plan, fault))) {
      const said = (await analyzePlan(seeded.faulty, config)).filter((finding) => !known.has(keyOf(finding)));
      answers.push({ ...seeded, said });
    }
    tallies.push(tallyOf(fault, answers));
    const wrong = answers.filter((each) => each.harmless && answerOf(each.said) === "violation");
    for (const { name, said } of wrong) overHarmless.push(`after ${fault.name} in ${name}: ${said[0]?.message}`);
  }
  return { tallies, falseAlarms, overHarmless };
}

interface Answered extends Seeded {
  readonly said: readonly Finding[];
}

function tallyOf({ name }: Fault, answers: readonly Answered[]): Tally {
  const harmful = answers.filter(({ harmless }) => !harmless);
  const answered = (answer: ReturnType<typeof answerOf>) => harmful.filter(({ said }) => answerOf(said) === answer);
  return {
    fault: name,
    applied: harmful.length,
    harmless: answers.length - harmful.length,
    detected: answered("violation").length,
    unknown: answered("unknown").length,
    missed: answered(undefined).map((each) => each.name),
  };
}

interface Seeded {
  readonly name: string;
  readonly harmless: boolean;
  readonly faulty: Plan;
}

function seededWith(plan: Plan, { type, edit, harmless }: Fault): readonly Seeded[] {
  return plan.resources.flatMap((resource): readonly Seeded[] => {
    if (awsType(resource.type) !== type || resource.external === true) return [];
    const edited = edit(resource, plan);
    if (edited === undefined) return [];
    const does = harmless !== undefined && (harmless.where?.(resource, plan) ?? true);
    return [{ name: resource.name, harmless: does, faulty: withEdit(plan, resource, edited) }];
  });
}

function withEdit(plan: Plan, resource: PlannedResource, edited: PlannedResource | Removal): Plan {
  if ("removed" in edited) return withoutResources(plan, edited.removed);
  return { ...plan, resources: plan.resources.map((each) => (each === resource ? edited : each)) };
}

/** The first and the last: resources of one type are often many alike. */
function spread(seeded: readonly Seeded[]): readonly Seeded[] {
  return seeded.length <= TRIED ? seeded : [...seeded.slice(0, TRIED - 1), ...seeded.slice(-1)];
}

function answerOf(said: readonly Finding[]): "violation" | "unknown" | undefined {
  if (said.some(({ outcome }) => outcome === "violation")) return "violation";
  return said.length > 0 ? "unknown" : undefined;
}

function keyOf({ rule, outcome, urn, message }: Finding): string {
  return [rule, outcome, urn, message].join("\n");
}
