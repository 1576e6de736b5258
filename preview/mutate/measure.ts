import type { Finding } from "../../model/assessment";
import type { Plan, PlannedResource } from "../../model/plan";
import { awsType } from "../../model/topology/aws-type";
import { analyzePlan, type PolicyConfig } from "../../policies/analyze";
import { FAULTS, type Fault } from "./faults";

/** What came of one kind of fault in one stack. */
export interface Tally {
  readonly fault: string;
  readonly applied: number;
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
}

/** Most resources that a kind of fault is tried on, spread over those of its type. */
const TRIED = 2;

/** Seeds every fault into a plan, one at a time, and asks the pack as it is configured. */
export async function measure(plan: Plan, config: PolicyConfig): Promise<Measured> {
  const before = await analyzePlan(plan, config);
  const known = new Set(before.map(keyOf));
  const tallies: Tally[] = [];
  for (const fault of FAULTS) {
    const seeded = spread(seededWith(plan, fault));
    const answers = [];
    for (const { name, faulty } of seeded)
      answers.push({ name, answer: answerOf(await analyzePlan(faulty, config), known) });
    tallies.push({
      fault: fault.name,
      applied: answers.length,
      detected: answers.filter(({ answer }) => answer === "violation").length,
      unknown: answers.filter(({ answer }) => answer === "unknown").length,
      missed: answers.filter(({ answer }) => answer === undefined).map(({ name }) => name),
    });
  }
  const alarms = before.filter(({ outcome, level }) => outcome === "violation" && level === "mandatory");
  return { tallies, falseAlarms: alarms.map(({ rule, urn }) => `${rule}: ${urn.split("::").at(-1)}`) };
}

interface Seeded {
  readonly name: string;
  readonly faulty: Plan;
}

function seededWith(plan: Plan, { type, edit }: Fault): readonly Seeded[] {
  return plan.resources.flatMap((resource): readonly Seeded[] => {
    if (awsType(resource.type) !== type || resource.external === true) return [];
    const edited = edit(resource, plan);
    return edited === undefined ? [] : [{ name: resource.name, faulty: withEdit(plan, resource, edited) }];
  });
}

function withEdit(plan: Plan, resource: PlannedResource, edited: PlannedResource | "removed"): Plan {
  const resources = plan.resources.flatMap((each) =>
    each !== resource ? [each] : edited === "removed" ? [] : [edited],
  );
  return { ...plan, resources };
}

/** The first and the last: resources of one type are often many alike. */
function spread(seeded: readonly Seeded[]): readonly Seeded[] {
  return seeded.length <= TRIED ? seeded : [...seeded.slice(0, TRIED - 1), ...seeded.slice(-1)];
}

function answerOf(after: readonly Finding[], known: ReadonlySet<string>): "violation" | "unknown" | undefined {
  const said = after.filter((finding) => !known.has(keyOf(finding)));
  if (said.some(({ outcome }) => outcome === "violation")) return "violation";
  return said.length > 0 ? "unknown" : undefined;
}

function keyOf({ rule, outcome, urn, message }: Finding): string {
  return [rule, outcome, urn, message].join("\n");
}
