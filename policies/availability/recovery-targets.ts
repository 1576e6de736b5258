import { assessTopology } from "../../model/failures";
import { rule } from "../rule";
import { KINDS, late, losing, type Targets } from "./target-verdicts";

interface Values extends Targets {
  readonly dataLossSeconds: Targets;
  readonly flows: { readonly [flow: string]: Targets };
}

const seconds = (description: string) => ({ type: "number" as const, minimum: 0, description });
const perKind = (what: string) => ({
  type: "object" as const,
  description: what,
  properties: Object.fromEntries(KINDS.map((kind) => [kind, seconds(`Seconds after this failure: ${kind}.`)])),
});

/** How long users may wait, and how much may be lost, is decided before the failure, not after. */
export const recoveryTargets = rule<Values>({
  name: "recovery-targets",
  displayName: "Recovery targets are met",
  description: "After each kind of failure, flows must be back within their target, with no more lost than allowed.",
  severity: "high",
  kind: "recovery",
  tags: ["availability"],
  remediationSteps:
    "Choose what comes back sooner: a standby in place of a restore, a second member in place of a new one, a second " +
    "region that takes writes in place of a copy; or allow more time.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_objective_defined_recovery.html",
  settings: {
    properties: {
      ...perKind("").properties,
      dataLossSeconds: perKind("Most seconds of acknowledged writes that may be lost, by kind of failure."),
      flows: {
        type: "object",
        description: "Seconds by kind of failure for one flow, by its name or its kind (read, write, async, static).",
        additionalProperties: perKind("Seconds by kind of failure."),
      },
    },
    defaults: { dataLossSeconds: {}, flows: {} },
  },
  unset: ({ dataLossSeconds, flows, ...general }) =>
    [general, dataLossSeconds, flows].every((targets) => Object.keys(targets).length === 0)
      ? "the configuration sets no target"
      : undefined,
  judge: ({ topology }, { dataLossSeconds, flows, ...general }) => {
    return assessTopology(topology).flatMap((outcome) => {
      const kind = outcome.kind as keyof Targets;
      const time = (flows[outcome.flow] ?? flows[outcome.flowKind])?.[kind] ?? general[kind];
      return [...late(outcome, time), ...losing(outcome, dataLossSeconds[kind])];
    });
  },
});
