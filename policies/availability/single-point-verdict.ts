import type { SinglePoint } from "../../model/failures";
import type { Verdict } from "../rule";

/** A single point of failure as a verdict; what the plan cannot tell is said, and is no violation. */
export function verdictOf({ urn, outcome, reason, failure, flow, path }: SinglePoint): Verdict {
  const who = flow === null ? "" : ` It is on the way of "${flow}": ${path.join(" → ")}.`;
  return {
    outcome: outcome === "unknown" ? "unknown" : "violation",
    urn,
    message: `${reason}${who}`,
    failure,
    flow,
  };
}
