import type { PlannedResource } from "../../model/plan";
import { list, number, record, text } from "../../model/value";
import { type Faults, faultsOf } from "../each-resource";
import { rule } from "../rule";

/** Days that AWS Backup keeps something in cold storage at least, and S3 before infrequent access. */
const COLD_DAYS = 90;
const WARM_DAYS = 30;
const INFREQUENT = ["STANDARD_IA", "ONEZONE_IA"];

/** What moves to a cheaper place has to stay there for a while; a lifecycle that does not is refused. */
export const lifecyclesAreValid = rule({
  name: "lifecycles-are-valid",
  displayName: "Lifecycles are valid",
  description:
    "A lifecycle must keep what it moves to cold storage for as long as AWS asks, and expire it after the move.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "data"],
  remediationSteps:
    "Set `deleteAfter` to `coldStorageAfter` plus 90 days or more; move objects to infrequent access after 30 days, and expire them later still.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html",
  about: ["backup/Plan", "s3/BucketLifecycleConfiguration", "s3/BucketLifecycleConfigurationV2"],
  judge: (subject) => [
    ...faultsOf(subject, ["backup/Plan"], planFaults),
    ...faultsOf(subject, ["s3/BucketLifecycleConfiguration", "s3/BucketLifecycleConfigurationV2"], bucketFaults),
  ],
});

function planFaults({ inputs }: PlannedResource): Faults {
  const rules = list(inputs.rules).map(record);
  const lifecycles = rules.flatMap((each) => [
    each.lifecycle,
    ...list(each.copyActions).map((copy) => record(copy).lifecycle),
  ]);
  return lifecycles.map((lifecycle) => {
    const { coldStorageAfter, deleteAfter } = record(lifecycle);
    const [cold, gone] = [number(coldStorageAfter), number(deleteAfter)];
    // Providers echo an argument that is not set as 0.
    if (!cold || !gone || gone >= cold + COLD_DAYS) return undefined;
    return `deletes after ${gone} days what it moves to cold storage after ${cold}, where AWS Backup keeps it for ${COLD_DAYS} days more`;
  });
}

function bucketFaults({ inputs }: PlannedResource): Faults {
  return list(inputs.rules)
    .map(record)
    .flatMap((each) => {
      const gone = number(record(each.expiration).days);
      return list(each.transitions)
        .map(record)
        .flatMap(({ days, storageClass }) => {
          const [moved, to] = [number(days), text(storageClass) ?? ""];
          if (moved === undefined) return [];
          return [
            INFREQUENT.includes(to) &&
              moved < WARM_DAYS &&
              `moves objects to ${to} after ${moved} days, where S3 takes ${WARM_DAYS} at least`,
            gone !== undefined &&
              gone > 0 &&
              gone <= moved &&
              `expires objects after ${gone} days and moves them to ${to} after ${moved}`,
          ];
        });
    });
}
