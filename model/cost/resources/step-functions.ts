import Big from "big.js";
import { Arguments, part } from "../arguments";
import { byUsage, counted } from "../charge";
import type { Pricer } from "../context";
import type { Usage } from "../usage";

/** What an express workflow's duration and memory are rounded up to. https://aws.amazon.com/step-functions/pricing/ */
const DURATION_STEP_MS = 100;
const MEMORY_STEP_MIB = 64;

/** A state machine: by transition, or by request and by memory held while it runs where express. */
export const stateMachine: Pricer = (resource, { usage }) =>
  part(() => {
    const express = (new Arguments(resource.inputs).text("type") ?? "STANDARD").toUpperCase() === "EXPRESS";
    const transitions = usage.number("monthly_transitions");
    if (!express) {
      return [counted("Transitions", "stepfunctions.standard.transition", transitions, 1000, "1K transitions")];
    }
    const requests = usage.number("monthly_requests");
    return [
      counted("Requests", "stepfunctions.express.request", requests, 1e6, "1M requests"),
      byUsage("Duration", "stepfunctions.express.duration", gigabyteHours(requests, usage), "GB-hours", {
        namedTiers: true,
      }),
    ];
  });

function gigabyteHours(requests: Big | null, usage: Usage): Big | null {
  const [duration, memory] = [usage.number("workflow_duration_ms"), usage.number("memory_mb")];
  if (requests === null || duration === null || memory === null) return null;
  const seconds = roundedUp(duration, DURATION_STEP_MS).div(1000);
  const held = roundedUp(memory.lt(MEMORY_STEP_MIB) ? new Big(MEMORY_STEP_MIB) : memory, MEMORY_STEP_MIB).div(1024);
  return requests.times(seconds).times(held).div(3600);
}

function roundedUp(value: Big, step: number): Big {
  return value.div(step).round(0, Big.roundUp).times(step);
}
