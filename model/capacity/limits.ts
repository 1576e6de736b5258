import type { PlanIndex } from "../topology/plan-index";
import type { Tier, Topology } from "../topology/topology";
import { flag, number, text } from "../value";
import { databaseLimits } from "./database-limits";
import { type Demand, isDatabase } from "./demand";
import { each, type LimitShare, limit } from "./limit-share";
import { executing, processesCalling, processesOf, type Reaching, sum } from "./processes";

/** Requests that share a connection of a browser, and seconds that it stays open: what the estimate of costs assumes too. */
const CONNECTION = { requests: 10, seconds: 60 };
/** What one capacity unit of an application load balancer carries. https://aws.amazon.com/elasticloadbalancing/pricing/ */
const CAPACITY_UNIT = { newConnections: 25, activeConnections: 3000, gigabytesPerHour: 1 };

/** Limits of AWS that the demand on a tier comes near to. */
export function limitsOf(tier: Tier, demand: Demand, reaching: Reaching): readonly LimitShare[] {
  const requests = demand.reads + demand.writes;
  switch (tier.kind) {
    case "cdn":
      return [limit("requests", requests, "cloudfront.requests")];
    case "api":
      return [limit("requests", requests, "apigateway.requests")];
    case "load-balancer":
      return balancerLimits(tier, requests, reaching);
    case "cache":
      return [limit("connections", processesCalling(tier, reaching), "cache.connections")];
    case "queue":
      return queueLimits(tier, demand, reaching.index);
    case "store":
      return tier.type === "dynamodb/Table" ? tableLimits(tier, demand, reaching.index) : [];
    case "function":
      return [limit("executions", executing(requests + demand.messages), "lambda.concurrency", "function.seconds")];
    default:
      return isDatabase(tier) ? databaseLimits(tier, demand, reaching) : [];
  }
}

/** Only application load balancers have these quotas. */
function balancerLimits(tier: Tier, requests: number, reaching: Reaching): readonly LimitShare[] {
  const type = text(reaching.index.get(tier.urn)?.inputs.loadBalancerType) ?? "application";
  if (!/lb\/LoadBalancer$/.test(tier.type) || type !== "application") return [];
  const connections = requests / CONNECTION.requests;
  const webSockets = reaching.demand.get(tier.urn)?.connections ?? 0;
  const units = Math.max(
    connections / CAPACITY_UNIT.newConnections,
    (connections * CONNECTION.seconds + webSockets) / CAPACITY_UNIT.activeConnections,
    (requests * reaching.load.payloadKiB * 1024 * 3600) / 1e9 / CAPACITY_UNIT.gigabytesPerHour,
  );
  const targets = calledBy(tier, reaching.topology).map((callee) => processesOf(callee, reaching));
  return [limit("targets", sum(targets), "alb.targets"), limit("capacity units", units, "alb.capacityUnits")];
}

function queueLimits(tier: Tier, { messages }: Demand, index: PlanIndex): readonly LimitShare[] {
  const queue = index.get(tier.urn);
  if (tier.type !== "sqs/Queue") return [];
  const inFlight = limit("messages in flight", messages * each("worker.seconds"), "sqs.inFlight", "worker.seconds");
  const highThroughput = text(queue?.inputs.fifoThroughputLimit) === "perMessageGroupId";
  if (flag(queue?.inputs.fifoQueue) !== true || highThroughput) return [inFlight];
  return [inFlight, limit("messages", messages, "sqs.fifo")];
}

/** Units of an item of up to 4 KiB read and 1 KiB written; a provisioned table has those that it asks for. */
function tableLimits(tier: Tier, { reads, writes, messages }: Demand, index: PlanIndex): readonly LimitShare[] {
  const inputs = index.get(tier.urn)?.inputs ?? {};
  const onDemand = text(inputs.billingMode) === "PAY_PER_REQUEST";
  const [read, write] = [number(inputs.readCapacity), number(inputs.writeCapacity)];
  const share = (used: number, units: number | undefined, of: string): LimitShare[] =>
    onDemand || units === undefined
      ? [limit(of, used, "dynamodb.table")]
      : [{ of, share: used / units, figures: ["dynamodb.table"] }];
  return [...share(reads, read, "read units"), ...share(writes + messages, write, "write units")];
}

function calledBy(tier: Tier, { edges, tiers }: Topology): readonly Tier[] {
  const urns = new Set(edges.filter(({ from, kind }) => from === tier.urn && kind === "request").map(({ to }) => to));
  return [...urns].flatMap((urn) => tiers.get(urn) ?? []);
}
