import Big from "big.js";
import type { PlannedResource } from "../../plan";
import { number, record } from "../../value";
import { zonesOf } from "../resources/subnets";
import { INSTANCE, LAUNCH_TEMPLATE, RDS_INSTANCE, SUBNET, TASK_DEFINITION } from "../resources/types";
import {
  type Derived,
  figure,
  gigabytes,
  type LoadedPlan,
  monthlyRequests,
  monthlyWrites,
  NOTHING,
  several,
} from "./declared";

const QUEUE = "aws:sqs/queue:Queue";
const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const SERVICE = "aws:ecs/service:Service";
const GROUP = "aws:autoscaling/group:Group";

/** Calls of one message: send, receive, delete. */
const CALLS_PER_MESSAGE = 3;
/** KiB of a structured log line with its timings and ids. */
const LOG_LINE_KIB = 1;

/** Queues: each write leaves one message to be worked on later. */
export function queued(loaded: LoadedPlan): Derived {
  const all = loaded.all(QUEUE);
  const deadLetters = new Set(all.flatMap((each) => each.propertyDependencies.redrivePolicy ?? []));
  const queues = all.filter(({ urn }) => !deadLetters.has(urn));
  if (queues.length === 0) return NOTHING;
  const calls = monthlyWrites(loaded.load).times(CALLS_PER_MESSAGE).div(queues.length);
  return {
    usage: Object.fromEntries([
      ...queues.map((each) => [each.urn, { monthly_requests: figure(calls) }] as const),
      ...all.filter(({ urn }) => deadLetters.has(urn)).map((each) => [each.urn, { monthly_requests: 0 }] as const),
    ]),
    assumptions: [
      `Each write puts one message of at most 64 KiB on ${queues.length === 1 ? "the queue" : `one of ${queues.length} queues`}: ${CALLS_PER_MESSAGE} calls (send, receive, delete), no empty polls, nothing in dead-letter queues.`,
    ],
  };
}

/** Stored files: they cost the same in whichever bucket they lie. */
export function stored(loaded: LoadedPlan): Derived {
  const { load, references } = loaded;
  const buckets = loaded.all(...BUCKETS).filter((bucket) => !holdsLogs(bucket, loaded));
  const [first] = buckets;
  if (first === undefined || load.storedGiB === 0) return NOTHING;
  const region = references.regionOf(first);
  return {
    usage: { [first.urn]: { standard: { storage_gb: String(load.storedGiB) } } },
    assumptions: [
      `The ${load.storedGiB} GiB of stored files lie in standard storage${buckets.length > 1 ? `, shown on ${first.name} for all ${buckets.length} buckets` : ""}${region === null ? "" : ` in ${region}`}; requests to them are left open.`,
    ],
  };
}

/** A bucket that load balancers, distributions, log deliveries or other buckets write their access logs to. */
function holdsLogs(bucket: PlannedResource, { plan }: LoadedPlan): boolean {
  return plan.resources.some(({ propertyDependencies }) =>
    ["accessLogs", "loggingConfig", "targetBucket", "loggings", "deliveryDestinationConfiguration"].some((name) =>
      propertyDependencies[name]?.includes(bucket.urn),
    ),
  );
}

/** Logs of whatever runs the program: one line a request. */
export function logged(loaded: LoadedPlan): Derived {
  const { load, references } = loaded;
  const writers = [TASK_DEFINITION, LAUNCH_TEMPLATE, INSTANCE];
  const groups = loaded.all(LOG_GROUP).filter((group) => references.referrers(group, writers).length > 0);
  if (groups.length === 0) return NOTHING;
  const ingested = gigabytes(monthlyRequests(load), LOG_LINE_KIB).div(groups.length);
  const usage = (group: PlannedResource) => {
    const days = number(group.inputs.retentionInDays) ?? 0;
    const kept = days === 0 ? {} : { storage_gb: figure(ingested.times(days).div(30)) };
    return { monthly_data_ingested_gb: figure(ingested), ...kept };
  };
  return {
    usage: Object.fromEntries(groups.map((each) => [each.urn, usage(each)])),
    assumptions: [
      `Each request writes one log line of ${LOG_LINE_KIB} KiB, spread evenly over ${several(groups.length, "log group")}, and stored lines are counted before compression.`,
    ],
  };
}

/** Traffic between programs in several zones and a database whose primary is in one of them. */
export function betweenZones(loaded: LoadedPlan): Derived {
  const { load, plan } = loaded;
  const zones = Math.max(0, ...loaded.all(SERVICE, GROUP).map((each) => zonesIn(each, loaded)));
  if (zones < 2 || loaded.all(RDS_INSTANCE).length === 0 || plan.region === null) return NOTHING;
  const crossing = gigabytes(monthlyRequests(load), load.payloadKiB)
    .times(zones - 1)
    .div(zones);
  return {
    // Traffic between EC2 and RDS is billed on the EC2 side only; the charge counts both sides of half the amount.
    dataTransfer: [{ region: plan.region, monthly_intra_region_gb: figure(crossing.div(new Big(2))) }],
    assumptions: [
      `Each request moves its ${load.payloadKiB} KiB between the program and a database once, and with ${zones} zones ${zones - 1} of ${zones} cross a zone; RDS does not bill its side.`,
    ],
  };
}

/** Zones that a service or group runs in. */
function zonesIn(resource: PlannedResource, { references }: LoadedPlan): number {
  const listed = [resource.inputs.vpcZoneIdentifiers, record(resource.inputs.networkConfiguration).subnets].find(
    Array.isArray,
  );
  if (listed !== undefined) return listed.length;
  const subnets = ["vpcZoneIdentifiers", "networkConfiguration"].flatMap((property) =>
    references.referenced(resource, property, [SUBNET]),
  );
  return zonesOf(subnets);
}
