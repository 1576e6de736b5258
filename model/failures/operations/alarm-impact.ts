import type { Flow } from "../../topology/flows";
import type { Topology } from "../../topology/topology";
import { type Impact, needsPerson, survives } from "../impact";

/** Whether anybody hears of trouble on a flow, or its users are the first to know. */
export function silenceImpact({ operations }: Topology, flow: Flow): Impact {
  if (flow.tiers.some(({ urn }) => operations.heard.has(urn))) return survives("An alarm tells somebody.");
  if (flow.tiers.some(({ urn }) => operations.unheard.has(urn))) {
    return needsPerson("Its alarms tell nobody: no action of theirs leads to anyone.");
  }
  return needsPerson("No alarm watches what it needs: its users are the first to know.");
}
