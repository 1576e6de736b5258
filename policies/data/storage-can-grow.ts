import type { PlannedResource } from "../../model/plan";
import { isUnknown, list, number, record, text } from "../../model/value";
import { faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";
import type { Subject } from "../subject";

const METRIC = "FreeStorageSpace";

/** A database whose disk is full takes no more writes, standby or not: both have the same disk. */
export const storageCanGrow = rule({
  name: "storage-can-grow",
  displayName: "Storage can grow",
  description: "The storage of a database must grow by itself, or an alarm tell before it is full.",
  severity: "medium",
  kind: "capacity",
  tags: ["data"],
  remediationSteps:
    "Set `maxAllocatedStorage`, at least 26% above `allocatedStorage`, or an alarm on `FreeStorageSpace`.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html",
  about: ["rds/Instance"],
  judge: (subject) => faultsOf(subject, ["rds/Instance"], (database) => [fixedFault(subject, database)]),
});

/** Aurora's storage grows by itself, and a replica takes over its source's setting. */
function fixedFault({ index }: Subject, database: PlannedResource): string | false {
  const { maxAllocatedStorage, engine, replicateSourceDb, allocatedStorage } = database.inputs;
  const grows = isUnknown(maxAllocatedStorage) || (number(maxAllocatedStorage) ?? 0) > 0;
  const others = text(engine)?.startsWith("aurora") === true || isSet(replicateSourceDb);
  if (grows || others || !isSet(allocatedStorage)) return false;
  const watching = index.ofType("cloudwatch/MetricAlarm").filter(({ inputs }) => watches(inputs));
  const ofAny = (alarm: PlannedResource) => [
    ...index.referred(alarm, "dimensions", "rds/Instance"),
    ...index.referred(alarm, "metricQueries", "rds/Instance"),
  ];
  // An alarm of which the plan does not show the database may be this one's.
  const isWatched = watching.some((alarm) => ofAny(alarm).length === 0 || ofAny(alarm).includes(database));
  return (
    !isWatched &&
    "takes no more writes once its disk is full: it has no `maxAllocatedStorage`, and no alarm on `FreeStorageSpace`"
  );
}

function watches({ metricName, metricQueries }: PlannedResource["inputs"]): boolean {
  const queried = list(metricQueries).map((query) => text(record(record(query).metric).metricName));
  return [text(metricName), ...queried].includes(METRIC);
}
