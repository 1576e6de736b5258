import type { Assumption } from "../../model/assessment";
import type { Recording } from "../recorder/recording";
import { assemblePlan } from "./assemble";
import { failed, readDiagnostic } from "./diagnostics";
import { Steps } from "./engine-steps";
import type { Located } from "./located";

/** Whether the value is one of the engine's events: numbered, with the time and one key such as `resourcePreEvent`. */
export function isEngineEvent(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return "sequence" in value && Object.keys(value).some((key) => key.endsWith("Event"));
}

const NO_DEPENDENCIES: Assumption = {
  subject: "dependencies",
  urn: null,
  note:
    "the engine's events do not say which resources a value comes from, so what is unknown in them leads nowhere: " +
    "`pulumi preview --json` without streaming does say.",
};

const CUT_OFF: Assumption = {
  subject: "end of the events",
  urn: null,
  note: "they stop before the preview's summary, so resources may be missing: write them again with a preview that ends.",
};

/** Reads the events of a preview, as `pulumi preview --json` streams them and `--event-log` writes them. */
export function readEngineEvents(events: readonly Located[], file: string): Recording {
  const steps = new Steps();
  const messages = events.flatMap((event) => {
    for (const key of ["resourcePreEvent", "resOutputsEvent"]) {
      const metadata = event.at(key).at("metadata");
      if (event.at(key).isAbsent) continue;
      steps.add({ op: metadata.at("op"), before: metadata.at("old"), after: metadata.at("new") });
    }
    const diagnostic = event.at("diagnosticEvent");
    return diagnostic.isAbsent ? [] : readDiagnostic(diagnostic);
  });
  const isWhole = events.some((event) => !event.at("summaryEvent").isAbsent);
  const prelude = events.find((event) => !event.at("preludeEvent").isAbsent);
  return assemblePlan({
    file,
    resources: steps.all(),
    region: prelude?.at("preludeEvent").at("config").at("aws:region").optionalText(),
    assumed: [NO_DEPENDENCIES, ...(isWhole ? [] : [CUT_OFF]), ...failed(messages)],
    messages,
  });
}
