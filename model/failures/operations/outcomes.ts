import type { FailureOutcome } from "../../assessment";
import type { Urn } from "../../plan";
import { type Flow, flowsByTier } from "../../topology/flows";
import type { Tier, Topology } from "../../topology/topology";
import { survives } from "../impact";
import { withOtherCopies } from "../readers";
import { withStandIns } from "../stand-ins";
import { totalOf } from "../total";
import { silenceImpact } from "./alarm-impact";
import { type Event, operationEvents } from "./events";

/** What releases, messages, deletions and silence do to each flow that they reach. */
export function operationOutcomes(topology: Topology, flows: readonly Flow[]): readonly FailureOutcome[] {
  const byTier = flowsByTier(flows);
  return [
    ...operationEvents(topology).flatMap((event) =>
      reached(byTier, event).map((flow) => outcomeOf(topology, flow, event)),
    ),
    ...flows.map((flow) => silenceOf(topology, flow)),
  ];
}

/** The flows that need any of what an event strikes. */
function reached(byTier: ReadonlyMap<Urn, readonly Flow[]>, { strikes }: Event): readonly Flow[] {
  return [...new Set([...strikes.keys()].flatMap((urn) => byTier.get(urn) ?? []))];
}

function outcomeOf(topology: Topology, flow: Flow, event: Event): FailureOutcome {
  const own = ({ urn, name }: Tier) => event.strikes.get(urn) ?? survives(`${name} is not affected.`);
  const struck = [...event.strikes.keys()].map((urn) => flow.byUrn.get(urn)).filter((tier) => tier !== undefined);
  const impacts = struck.map((tier) => ({
    tier,
    impact: withStandIns(topology, flow, tier, (each) => withOtherCopies(flow, each, own)),
  }));
  return totalOf(flow, event, impacts);
}

function silenceOf(topology: Topology, flow: Flow): FailureOutcome {
  const { name, kind, entry } = flow;
  const impact = silenceImpact(topology, flow);
  return { kind: "silence", domain: "silence:alarms", flow: name, flowKind: kind, ...impact, path: [entry] };
}
