import type { PlannedResource, Urn } from "../plan";
import { list, number, text } from "../value";
import type { TopologyBuilder } from "./builder";
import type { NameFailover } from "./topology";

/** Values of Route 53 for a health check that does not say: asked every 30 s, down after three failures in a row. */
const INTERVAL = 30;
const THRESHOLD = 3;
const CHECK = "route53/HealthCheck";

/**
 * Answers of an alias live as long as its target's own: 60 s for load balancers, distributions and buckets (Elastic Load
 * Balancing, custom domain names: "the TTL for an Elastic Load Balancing DNS entry is set to 60 seconds", quoted in public
 * copies read 2026-11).
 */
const ALIAS_SECONDS = 60;

/** The slowest of the records of each name. */
export function readNameFailovers(builder: TopologyBuilder): ReadonlyMap<Urn, NameFailover> {
  return new Map(
    builder.ofKind("dns").map(({ urn, parts }) => {
      const records = parts.map((part) => builder.index.get(part)).filter((each) => each !== undefined);
      const noticeSeconds = Math.max(...records.map((each) => noticeOf(builder, each)));
      return [urn, { noticeSeconds, keepSeconds: Math.max(...records.map(keepOf)) }];
    }),
  );
}

/** A name is remembered as long as its record says, and an alias's as long as its target's. */
function keepOf({ inputs }: PlannedResource): number {
  return list(inputs.aliases).length > 0 ? ALIAS_SECONDS : (number(inputs.ttl) ?? ALIAS_SECONDS);
}

function noticeOf(builder: TopologyBuilder, resource: PlannedResource): number {
  const check = builder.index.one(resource, "healthCheckId", CHECK);
  return check === undefined ? INTERVAL * THRESHOLD : noticeOfCheck(builder, check, new Set());
}

/** What a check waits for: failures in a row, other checks, or an alarm. */
function noticeOfCheck(builder: TopologyBuilder, check: PlannedResource, seen: ReadonlySet<Urn>): number {
  const { index } = builder;
  const { requestInterval, failureThreshold, type } = check.inputs;
  if (text(type) === "CALCULATED" && !seen.has(check.urn)) {
    const children = index.referred(check, "childHealthchecks", CHECK);
    const inside = new Set([...seen, check.urn]);
    if (children.length > 0) return Math.max(...children.map((child) => noticeOfCheck(builder, child, inside)));
  }
  if (text(type) === "CLOUDWATCH_METRIC") {
    const alarm = index.one(check, "cloudwatchAlarmName", "cloudwatch/MetricAlarm")?.inputs;
    const waits = (number(alarm?.period) ?? 60) * (number(alarm?.evaluationPeriods) ?? 1);
    return alarm === undefined ? INTERVAL * THRESHOLD : waits;
  }
  return (number(requestInterval) ?? INTERVAL) * (number(failureThreshold) ?? THRESHOLD);
}
