import type { Finding } from "../../model/assessment";

const FIX = " Fix: ";

/** What a finding says, and how to fix it: as its message has it for this very resource, or else as the rule has it for all. */
export function saidAndFix({ message, remediation }: Pick<Finding, "message" | "remediation">): {
  readonly said: string;
  readonly fix: string;
} {
  const at = message.indexOf(FIX);
  if (at < 0) return { said: message, fix: remediation };
  return { said: message.slice(0, at), fix: message.slice(at + FIX.length) };
}
