import { singlePointsOfFailure } from "../../model/failures";
import { isWorkload } from "../../model/topology/compute";
import { rule } from "../rule";
import { verdictOf } from "./single-point-verdict";

/** With one member, or all of them in one zone, the loss of a machine or a zone stops every request that it serves. */
export const workloadSpansZones = rule({
  name: "workload-spans-zones",
  displayName: "Servers and services span zones",
  description: "What answers requests must keep a member when one member or one zone is lost.",
  severity: "high",
  kind: "reachability",
  tags: ["availability"],
  remediationSteps:
    "Run at least two members in subnets of at least two zones: an autoscaling group with `minSize: 2` or more, or a " +
    "service with `desiredCount: 2` or more, in place of a single server.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html",
  judge: ({ topology }) =>
    singlePointsOfFailure(topology)
      .filter((point) => isWorkload(point.tier))
      .map(verdictOf),
});
