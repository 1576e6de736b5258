import type { Deployment } from "./deployment";
import type { GoalOptions } from "./goal";

const DURATION = /^[+-]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/;

/** Refuses a custom timeout that is not a duration such as `5m` or `1h30m`. */
export function checkDuration({ customTimeouts }: GoalOptions, subject: string, deployment: Deployment): void {
  for (const [kind, value] of Object.entries(customTimeouts ?? {})) {
    if (value !== "" && !DURATION.test(value)) {
      deployment.refuse(`The ${kind} timeout "${value}" of ${subject} is not a duration such as "5m" or "1h30m".`);
    }
  }
}
