import type { PolicyResource } from "@pulumi/policy";
import type { Plan } from "../model/plan";
import { buildTopology } from "../model/topology/build";
import { PlanIndex } from "../model/topology/plan-index";
import { SecurityGroups } from "../model/topology/security-groups";
import type { Topology } from "../model/topology/topology";
import { planFromPolicy } from "./plan-from-policy";

/** What a rule is asked about: the plan, and what the model makes of it. */
export interface Subject {
  readonly plan: Plan;
  readonly index: PlanIndex;
  readonly groups: SecurityGroups;
  readonly topology: Topology;
}

let last: { readonly key: string; readonly subject: Subject } | undefined;
const known = new WeakMap<readonly PolicyResource[], Subject>();

/**
 * The model of a stack. Every policy gets a copy of its own of the same resources; the model is built for the first. A copy
 * that was asked about before is not even read again.
 */
export function subjectOf(resources: readonly PolicyResource[]): Subject {
  const subject = known.get(resources) ?? readSubject(resources);
  known.set(resources, subject);
  return subject;
}

function readSubject(resources: readonly PolicyResource[]): Subject {
  const plan = planFromPolicy(resources);
  const key = JSON.stringify(plan);
  if (last?.key === key) return last.subject;
  const index = new PlanIndex(plan);
  const subject = { plan, index, groups: new SecurityGroups(index), topology: buildTopology(plan) };
  last = { key, subject };
  return subject;
}
