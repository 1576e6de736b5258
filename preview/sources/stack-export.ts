import type { Assumption } from "../../model/assessment";
import type { PlannedResource } from "../../model/plan";
import type { Recording } from "../recorder/recording";
import { assemblePlan } from "./assemble";
import { readState } from "./engine-state";
import type { Located } from "./located";

/** Versions of a state whose resources are written alike. */
const VERSIONS = [3, 4];

/** Reads the state of a stack (`pulumi stack export`): what exists. */
export function readStackExport(file: Located): Recording {
  const version = file.at("version");
  if (!VERSIONS.includes(version.value as number)) {
    version.refuse("3 or 4 (update the Pulumi CLI and export the stack again)");
  }
  const deployment = file.at("deployment");
  const resources = deployment.at("resources").items().flatMap(existing);
  const assumed = deployment.at("pending_operations").items().map(interrupted);
  return assemblePlan({ file: file.file, resources, assumed });
}

/** A resource that exists; none for what an interrupted replacement has yet to delete. */
function existing(state: Located): PlannedResource[] {
  if (state.at("delete").flag()) return [];
  const isGone = state.at("pendingReplacement").flag();
  const isRead = state.at("external").flag();
  return [readState(state, isGone ? "create" : isRead ? "read" : "same")];
}

/** An operation that an update began and nobody saw the end of. */
function interrupted(operation: Located): Assumption {
  const kind = operation.at("type").text();
  const result = kind === "creating" ? "taken for not created" : "taken as it was before";
  return {
    subject: "interrupted operation",
    urn: operation.at("resource").at("urn").text(),
    note: `an update was interrupted while ${kind} it, so what became of it is unknown: ${result}. \`pulumi refresh\` finds out.`,
  };
}
