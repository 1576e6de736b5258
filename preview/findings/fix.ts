import type { Finding } from "../../model/assessment";

/** What a finding says, and how to fix it: as the message has it for this very resource, or else as the rule has it for all. */
export function withFix({ message, remediation }: Finding, before: string): string {
  return message.includes(" Fix: ") ? message : `${message}${before}Fix: ${remediation}`;
}
