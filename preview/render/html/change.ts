import { changeCounts } from "../../report/change";
import type { Report } from "../../report/report";
import { assessmentChange } from "../../report/since";
import { usd } from "../cost";
import { displayResource } from "../names";
import { itemOf, lineAmounts, signedUsd } from "../since";
import { type Content, type Element, h, list, paragraph, section, table } from "./elements";

/** What is different from an earlier plan; nothing where nobody asked. */
export function changeSection(report: Report): readonly Element[] {
  const { change, earlier, cost } = report;
  if (change === null) return [];
  const { create, update, replace, delete: gone, same } = changeCounts(change.changes);
  const counts = `${create} to create, ${update} to update, ${replace} to replace, ${gone} to delete, ${same} the same`;
  const losses = change.losses.map(
    ({ kind, urn, holds, why }) => `${kind} ${displayResource(urn)}: ${holds}. ${why.join("; ")}`,
  );
  const since = earlier === null ? null : assessmentChange(earlier, report, change);
  const money: readonly Content[] =
    since === null || since.cost.lines.length === 0
      ? []
      : [
          paragraph(`${signedUsd(since.cost.difference)} a month, to ${usd(cost.monthly.total)}.`),
          table(
            "Cost a month, line by line",
            [
              { title: "what" },
              { title: "before", numeric: true },
              { title: "after", numeric: true },
              { title: "difference", numeric: true },
              { title: "because" },
            ],
            since.cost.lines.map((line) => {
              const { before, after } = lineAmounts(line);
              const difference = line.difference === null ? "" : signedUsd(line.difference);
              return [itemOf(line), before, after, difference, line.reasons.join("; ")];
            }),
          ),
        ];
  return [
    section(
      "change",
      "Change",
      paragraph(`Against ${change.against}: ${counts}.`),
      ...(losses.length === 0 ? [] : [h("h3", null, "Data at stake"), list(losses)]),
      ...money,
    ),
  ];
}
