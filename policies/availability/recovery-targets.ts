import type { FailureOutcome } from "../../model/assessment";
import { assessTopology } from "../../model/failures";
import { rule, type Verdict } from "../rule";

/** Kinds of failure that a target can be set for. */
const KINDS = [
  "member",
  "host",
  "zone",
  "region",
  "nat-gateway",
  "database-primary",
  "replica",
  "cache-node",
  "deployment",
] as const;

type Targets = { readonly [kind in (typeof KINDS)[number]]?: number };

interface Values extends Targets {
  readonly dataLossSeconds: Targets;
  readonly flows: { readonly [flow: string]: Targets };
}

const seconds = (description: string) => ({ type: "number" as const, minimum: 0, description });
const perKind = (what: string) => ({
  type: "object" as const,
  description: what,
  properties: Object.fromEntries(KINDS.map((kind) => [kind, seconds(`Seconds after the loss of a ${kind}.`)])),
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
  judge: ({ topology }, { dataLossSeconds, flows, ...general }) => {
    if ([general, dataLossSeconds, flows].every((targets) => Object.keys(targets).length === 0)) return [];
    return assessTopology(topology).flatMap((outcome) => {
      const kind = outcome.kind as keyof Targets;
      const time = (flows[outcome.flow] ?? flows[outcome.flowKind])?.[kind] ?? general[kind];
      return [...late(outcome, time), ...losing(outcome, dataLossSeconds[kind])];
    });
  },
});

function late(outcome: FailureOutcome, target: number | undefined): readonly Verdict[] {
  if (target === undefined) return [];
  const { outcome: what, recoverySeconds, flow, domain } = outcome;
  if (what === "unknown") return [verdict(outcome, "unknown", `how long ${flow} takes to be back is not known`)];
  if (what === "needs-person")
    return [verdict(outcome, "violation", `${flow} needs a person; it must be back in ${target} s`)];
  if (recoverySeconds === null || recoverySeconds <= target) return [];
  return [
    verdict(outcome, "violation", `${flow} is back in ${recoverySeconds} s; it must be in ${target} s (${domain})`),
  ];
}

function losing(outcome: FailureOutcome, target: number | undefined): readonly Verdict[] {
  if (target === undefined || outcome.outcome === "unknown") return [];
  const { dataLossSeconds: loss, flow } = outcome;
  if (loss === null)
    return [
      verdict(outcome, "violation", `${flow} may lose writes of nobody knows how long; at most ${target} s may be`),
    ];
  return loss <= target
    ? []
    : [verdict(outcome, "violation", `${flow} may lose ${loss} s of writes; at most ${target} s may be`)];
}

function verdict(of: FailureOutcome, outcome: Verdict["outcome"], what: string): Verdict {
  const urn = of.path.at(-1) ?? "";
  return {
    outcome,
    urn,
    message: `Lose ${of.kind} ${of.domain.split("::").at(-1)}: ${what}. ${of.reason}`,
    failure: { kind: of.kind, domain: of.domain },
    flow: of.flow,
    cause: `${of.kind} ${urn}`,
  };
}
