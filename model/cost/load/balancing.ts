import Big from "big.js";
import type { PlannedResource } from "../../plan";
import { HOURS_PER_MONTH } from "../charge";
import type { UsageValues } from "../usage";
import { type Derived, figure, gigabytes, type LoadedPlan, NOTHING, several } from "./declared";
import { publicBalancers } from "./entrance";

const LISTENERS = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"];
const RULES = ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"];

/** What one capacity unit of an application load balancer carries. https://aws.amazon.com/elasticloadbalancing/pricing/ */
const CAPACITY_UNIT = {
  newConnectionsPerSecond: 25,
  activeConnections: 3000,
  gigabytesPerHour: 1,
  ruleEvaluationsPerSecond: 1000,
};
/** Rules that are evaluated free of charge. Same source. */
const FREE_RULES = 10;
/** Requests that a browser or CloudFront sends over one connection before it closes. */
const REQUESTS_PER_CONNECTION = 10;
/** Seconds that an idle connection stays open: the load balancer's default. */
const CONNECTION_SECONDS = 60;

/** Capacity units of the public load balancers, which share all requests. */
export function loadBalancing(loaded: LoadedPlan): Derived {
  const balancers = publicBalancers(loaded);
  if (balancers.length === 0) return NOTHING;
  return {
    usage: Object.fromEntries(balancers.map((each) => [each.urn, capacityUnits(each, balancers.length, loaded)])),
    assumptions: [
      `Every request reaches a load balancer (${several(balancers.length, "public one")}, in equal shares; nothing is served from a cache before it), ${REQUESTS_PER_CONNECTION} requests share a connection, and a connection stays open ${CONNECTION_SECONDS} seconds longer.`,
    ],
  };
}

function capacityUnits(balancer: PlannedResource, shares: number, { load, references }: LoadedPlan): UsageValues {
  const perSecond = new Big(load.requestsPerSecond).div(shares);
  const connections = perSecond.div(REQUESTS_PER_CONNECTION);
  const rules = references
    .referrers(balancer, LISTENERS)
    .map((listener) => references.referrers(listener, RULES).length)
    .reduce((most, each) => Math.max(most, each), 0);
  const dimensions = [
    connections.div(CAPACITY_UNIT.newConnectionsPerSecond),
    connections.times(CONNECTION_SECONDS).div(CAPACITY_UNIT.activeConnections),
    gigabytes(perSecond.times(3600), load.payloadKiB).div(CAPACITY_UNIT.gigabytesPerHour),
    perSecond.times(Math.max(0, rules - FREE_RULES)).div(CAPACITY_UNIT.ruleEvaluationsPerSecond),
  ];
  const most = dimensions.reduce((largest, each) => (each.gt(largest) ? each : largest), new Big(0));
  return { lcu_hours: figure(most.times(HOURS_PER_MONTH)) };
}
