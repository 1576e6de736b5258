import { Arguments, part } from "../arguments";
import { counted } from "../charge";
import type { Pricer } from "../context";

/** A state machine: by transition, or by request where express. */
export const stateMachine: Pricer = (resource, { usage }) =>
  part(() => {
    const express = (new Arguments(resource.inputs).text("type") ?? "STANDARD").toUpperCase() === "EXPRESS";
    if (!express) {
      return [
        counted(
          "Transitions",
          "stepfunctions.standard.transition",
          usage.number("monthly_transitions"),
          1000,
          "1K transitions",
        ),
      ];
    }
    return [
      counted("Requests", "stepfunctions.express.request", usage.number("monthly_requests"), 1e6, "1M requests"),
      counted("Duration", "stepfunctions.express.duration", null, 3600, "GB-hours"),
    ];
  });
