import type { SinglePoint } from "../../model/failures";
import type { Verdict } from "../rule";
import { fixOf } from "./fixes";

/** A single point of failure as a verdict; what the plan cannot tell is said, and is no violation. */
export function verdictOf(point: SinglePoint): Verdict {
  const { urn, name, outcome, reason, failure, flow, path } = point;
  const unknown = outcome === "unknown";
  const way = path.length > 0 ? ["client", ...path] : [name];
  const who = flow === null ? "" : ` (${flow})`;
  return {
    outcome: unknown ? "unknown" : "violation",
    urn,
    message: unknown ? reason : `Lose ${lost(point)}: ${way.join(" → ")}${who}. ${reason} Fix: ${fixOf(point)}`,
    failure,
    flow,
  };
}

/** What is lost, in words: a zone by its name, one of a tier's members by the tier's. */
function lost({ failure: { kind, domain }, name }: SinglePoint): string {
  const which = domain.slice(domain.indexOf(":") + 1);
  switch (kind) {
    case "zone":
      return which === "unknown" ? `the zone of ${name}` : which;
    case "member":
      return `one of ${name}`;
    case "host":
      return `a host of ${name}`;
    case "cache-node":
      return `a node of ${name}`;
    default:
      return name;
  }
}
