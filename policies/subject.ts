import type { PolicyResource } from "@pulumi/policy";
import type { Plan } from "../model/plan";
import { buildTopology } from "../model/topology/build";
import { PlanIndex } from "../model/topology/plan-index";
import { SecurityGroups } from "../model/topology/security-groups";
import type { Topology } from "../model/topology/topology";
import { planFromPolicy } from "./plan-from-policy";
import { rawProperties } from "./raw-properties";
import { receivedPlan } from "./wire/received-plan";

/** What a rule is asked about: the plan, and what the model makes of it. */
export interface Subject {
  readonly plan: Plan;
  readonly index: PlanIndex;
  readonly groups: SecurityGroups;
  readonly topology: Topology;
}

const subjects = new WeakMap<object, Subject>();

/** The model of a stack: built for the first policy that asks, the same for all that are asked about the same resources. */
export function subjectOf(resources: readonly PolicyResource[]): Subject {
  const key = identityOf(resources);
  const subject = subjects.get(key) ?? readSubject(receivedPlan(key) ?? planFromPolicy(resources));
  subjects.set(key, subject);
  return subject;
}

/** Whether a policy was asked already about the resources of which the first has these very properties. */
export function hasSubject(propertiesOfFirst: object): boolean {
  return subjects.has(propertiesOfFirst);
}

/** Every policy gets a list of its own; what stands in it was read once (`read-once.ts`). */
function identityOf(resources: readonly PolicyResource[]): object {
  const [first] = resources;
  return first === undefined ? resources : rawProperties(first.props);
}

function readSubject(plan: Plan): Subject {
  const index = new PlanIndex(plan);
  return { plan, index, groups: new SecurityGroups(index), topology: buildTopology(plan) };
}
