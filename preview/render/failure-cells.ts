import type { FailureOutcome } from "../../model/assessment";
import { isOperational } from "../../model/failures";
import { displayResource } from "./names";

/** What one failure does to one flow, in a few words. */
export function cellText(failure: FailureOutcome): string {
  switch (failure.outcome) {
    case "survives":
      return "survives";
    case "degrades":
      return failure.capacityShare === null || failure.capacityShare === 1
        ? "degrades"
        : `degrades to ${Math.round(failure.capacityShare * 100)} %`;
    case "recovers":
      return failure.recoverySeconds === null
        ? "recovers by itself"
        : `recovers in ${duration(failure.recoverySeconds)}`;
    case "needs-person":
      return "needs a person";
    case "unknown":
      return "unknown";
  }
}

/** Seconds as people say them: `45 s`, `2 min`, `1.5 h`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 360) / 10} h`;
}

/** Why, without the names and figures of the one resource, so that others of the same fate can share a row with it. */
export function decidingReason(failure: FailureOutcome): string {
  // What is done to one tier can be done to the next: those that take it alike share a row, and the first one's reason.
  if (failure.outcome === "survives" || isOperational(failure.kind)) return "";
  return failure.reason.replaceAll(/\S*\d\S*/g, "");
}

/** `zone:us-east-1a` as `us-east-1a`, `member:<urn>#2` as `aws.ec2.Instance web #2`. */
export function domainName(domain: string): string {
  const rest = domain.slice(domain.indexOf(":") + 1);
  if (!rest.startsWith("urn:")) return rest;
  const [urn = rest, index] = rest.split("#");
  return displayResource(urn) + (index === undefined ? "" : ` #${index}`);
}

/** The first names and how many more there are. */
export function shortened(names: readonly string[], full: boolean): string {
  if (full || names.length <= 3) return names.join(", ");
  return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}
