import type { Assumption } from "../../model/assessment";
import type { Recording } from "../recorder/recording";
import { assemblePlan } from "./assemble";
import { failed, readDiagnostic } from "./diagnostics";
import { Steps } from "./engine-steps";
import type { Located } from "./located";

/** Reads what `pulumi preview --json` prints: one object with the steps that it would take. */
export function readPreviewDigest(file: Located): Recording {
  const steps = new Steps();
  for (const step of file.at("steps").items()) {
    steps.add({ op: step.at("op"), before: step.at("oldState"), after: step.at("newState") });
  }
  const resources = steps.all();
  const messages = file.at("diagnostics").items().flatMap(readDiagnostic);
  return assemblePlan({
    file: file.file,
    resources,
    region: file.at("config").at("aws:region").optionalText(),
    assumed: [...hiddenSames(file, resources.filter(({ op }) => op === "same").length), ...failed(messages)],
    messages,
  });
}

/** A preview leaves out what stays as it is, unless it is asked to show it. */
function hiddenSames(file: Located, shown: number): readonly Assumption[] {
  const { value } = file.at("changeSummary").at("same");
  // The stack itself is shown though nothing about it changes.
  if (typeof value !== "number" || value <= shown) return [];
  return [
    {
      subject: "unchanged resources",
      urn: null,
      note: `${value - shown} of them are missing from the file: write it with \`pulumi preview --json --show-sames\`.`,
    },
  ];
}
