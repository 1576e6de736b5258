import type { CapacityReport, TierCapacity } from "../../../model/capacity";
import { bottleneckText, firstOut, membersText, percent, rate, tightQuotas } from "../capacity";
import { displayResource } from "../names";
import { badge, type Content, type Element, folded, h, list, paragraph, section, table } from "./elements";

/** How full each tier is in the busiest minute, today and with its largest zone gone. */
export function capacitySection(capacity: CapacityReport | null): readonly Element[] {
  if (capacity === null || capacity.tiers.length === 0) return [];
  const columns = [
    { title: "tier" },
    { title: "today" },
    { title: "a zone less" },
    { title: "at its most" },
    { title: "a second", numeric: true },
    { title: "members" },
    { title: "first out of" },
  ];
  const rows = capacity.tiers.map((tier: TierCapacity) => [
    displayResource(tier.urn),
    share(tier.utilisation),
    share(tier.utilisationWithoutZone),
    share(tier.utilisationAtMost),
    rate(tier.demand),
    membersText(tier),
    firstOut(tier),
  ]);
  return [
    section(
      "capacity",
      "Capacity",
      paragraph(`${bottleneckText(capacity)}.`),
      table("How full each tier is in the busiest minute", columns, rows),
      ...tightQuotas(capacity).map((each) => paragraph(each)),
      ...(capacity.assumptions.length === 0 ? [] : [folded("Assumed", false, list(capacity.assumptions))]),
    ),
  ];
}

function share(value: number | null): Content {
  if (value === null) return badge("bad", "nothing left");
  const tone = value > 1 ? "bad" : value > 0.8 ? "fair" : "";
  const bar = h("i", { class: tone, style: { width: `${Math.min(100, value * 100).toFixed(1)}%` } });
  return h("span", { class: "share" }, h("span", { class: "bar", "aria-hidden": "true" }, bar), percent(value));
}
