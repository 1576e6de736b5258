import type { PlannedResource } from "../plan";
import { instancesBehind } from "../topology/addresses";
import type { PlanIndex } from "../topology/plan-index";
import { leavesOutWhatIsDown, recordSets } from "../topology/records";
import { flag, list, number, record, text } from "../value";

/** A failover that is meant to happen and cannot. */
export interface BlockedFailover {
  readonly resource: PlannedResource;
  readonly reason: string;
  readonly fix: string;
}

/** Policies by which Route 53 chooses among records so that another one answers when one is down. */
const CHOOSING = [
  "weightedRoutingPolicies",
  "latencyRoutingPolicies",
  "failoverRoutingPolicies",
  "multivalueAnswerRoutingPolicy",
] as const;
const ADDRESSES = new Set(["A", "AAAA", "CNAME"]);
/** Answers by which CloudFront knows that an origin is down: those of the server, and its own for no connection and no answer. */
const DOWN = new Set([500, 502, 503, 504]);

/** Alternatives of which nobody notices that one is down. */
export function blockedFailovers(index: PlanIndex): readonly BlockedFailover[] {
  return [
    ...recordSets(index).flatMap((records) => ofSet(index, records)),
    ...index.ofType("route53/Record").flatMap((each) => ofAddresses(index, each)),
    ...index.ofType("cloudfront/Distribution").flatMap(ofOrigins),
  ];
}

function ofSet(index: PlanIndex, records: readonly PlannedResource[]): readonly BlockedFailover[] {
  const choosing = records.filter(({ inputs }) => CHOOSING.some((policy) => inputs[policy] !== undefined));
  const answering = choosing.filter(({ inputs }) => ADDRESSES.has(text(inputs.type) ?? "A") && !isIdle(inputs));
  if (answering.length < 2) return [];
  const blind = answering.find((each) => !leavesOutWhatIsDown(each) || checkIsOff(index, each));
  if (blind === undefined) return [];
  const name = text(blind.inputs.name) ?? blind.name;
  return [
    {
      resource: blind,
      reason: `Nothing tells Route 53 whether what ${blind.name} leads to is up: its share of the requests for ${name} goes there when it is down, too.`,
      fix: "`healthCheckId` on each record, or `evaluateTargetHealth: true` in its alias.",
    },
  ];
}

/** A record of weight nothing waits for a person to give it some. */
function isIdle({ weightedRoutingPolicies }: PlannedResource["inputs"]): boolean {
  const policies = list(weightedRoutingPolicies).map(record);
  return policies.length > 0 && policies.every(({ weight }) => number(weight) === 0);
}

function checkIsOff(index: PlanIndex, each: PlannedResource): boolean {
  const check = index.one(each, "healthCheckId", "route53/HealthCheck");
  return check !== undefined && flag(check.inputs.disabled) === true;
}

/** One record with the addresses of several servers: each is given out, well or not. */
function ofAddresses(index: PlanIndex, each: PlannedResource): readonly BlockedFailover[] {
  if (list(each.inputs.records).length < 2) return [];
  const servers = new Set(instancesBehind(index, each, "records"));
  if (servers.size < 2) return [];
  return [
    {
      resource: each,
      reason: `${each.name} gives out the addresses of ${servers.size} servers, also of one that is down.`,
      fix: "a record per server with `multivalueAnswerRoutingPolicy: true` and a `healthCheckId`, or a load balancer.",
    },
  ];
}

function ofOrigins(distribution: PlannedResource): readonly BlockedFailover[] {
  return list(distribution.inputs.originGroups)
    .map(record)
    .filter(({ failoverCriteria }) => {
      const codes = list(record(failoverCriteria).statusCodes).map(number);
      return codes.length > 0 && !codes.some((code) => code === undefined || DOWN.has(code));
    })
    .map((group) => ({
      resource: distribution,
      reason: `Origin group ${text(group.originId) ?? "?"} of ${distribution.name} does not take 500, 502, 503 or 504 for a reason to ask the second origin: it is not asked when the first is down.`,
      fix: "`failoverCriteria.statusCodes: [500, 502, 503, 504]`.",
    }));
}
