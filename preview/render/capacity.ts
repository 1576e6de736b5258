import type { CapacityReport, TierCapacity } from "../../model/capacity";
import type { Saving } from "../../model/savings";
import { displayResource } from "./names";
import type { Style } from "./style";
import { table, wrapped } from "./table";

/** How full each tier is in the busiest minute, and which gives way first; empty where no load is declared. */
export function renderCapacity(capacity: CapacityReport | null, style: Style): string {
  if (capacity === null || capacity.tiers.length === 0) return "";
  const { bold, dim } = style.colours;
  return [
    `${bold("Capacity")}  ${bottleneckText(capacity)}`,
    "",
    table(
      style,
      [
        { title: "today", align: "right" },
        { title: "a zone less", align: "right" },
        { title: "at its most", align: "right" },
        { title: "a second", align: "right" },
        { title: "tier" },
        { title: "members" },
        { title: "first out of" },
      ],
      capacity.tiers.map((tier) => row(tier, style)),
    ),
    ...tightQuotas(capacity).map((each) => wrapped(each, style.width, "  ")),
    ...(style.full ? capacity.assumptions.map((each) => dim(wrapped(each, style.width, "    "))) : []),
  ].join("\n");
}

/** `carries 1,200 requests a second; aws.rds.Instance main gives way first`. */
export function bottleneckText({ peakRps, bottleneck }: CapacityReport): string {
  const peak = `${rate(peakRps)} requests a second in the busiest minute`;
  if (bottleneck === null) return peak;
  const more = bottleneck.atRps / peakRps;
  const enough =
    more >= 1 ? `enough for ${rate(bottleneck.atRps)}` : `more than the ${rate(bottleneck.atRps)} it carries`;
  const by = bottleneck.by === null ? "" : `, by its ${bottleneck.by}`;
  return `${peak}: ${enough}, where ${displayResource(bottleneck.urn)} gives way first${by}`;
}

/** Quotas of the account that the program may go beyond: a service that scales does not start more tasks then. */
export function tightQuotas({ quotas }: CapacityReport): readonly string[] {
  return quotas
    .filter(({ most, quota }) => most > quota)
    .map(({ of, region, least, most, quota }) => {
      const takes = least === most ? rate(least) : `${rate(least)}, and up to ${rate(most)} when it scales`;
      const where = region === null ? "" : ` in ${region}`;
      return `Ask Service Quotas for more first: ${of}${where}: this takes ${takes}; an account has ${rate(quota)} by default.`;
    });
}

function row(tier: TierCapacity, { colours }: Style): readonly string[] {
  const share = (value: number | null): string => {
    if (value === null) return colours.red("nothing left");
    const text = percent(value);
    return value > 1 ? colours.red(text) : value > 0.8 ? colours.yellow(text) : text;
  };
  return [
    share(tier.utilisation),
    share(tier.utilisationWithoutZone),
    share(tier.utilisationAtMost),
    rate(tier.demand),
    displayResource(tier.urn),
    membersText(tier),
    firstOut(tier),
  ];
}

/** `3 to 6 × t4g.small`. */
export function membersText({ members }: TierCapacity): string {
  if (members === null) return "as many as AWS needs";
  return `${members.least}${members.most > members.least ? ` to ${members.most}` : ""} × ${members.size}`;
}

/** What of a tier runs out first: its machines, or what AWS limits about it. */
export function firstOut({ fullest }: TierCapacity): string {
  return fullest ?? "machines";
}

/** `0.7 %`, `43 %`. */
export function percent(share: number): string {
  return `${share < 0.095 ? (share * 100).toFixed(1) : Math.round(share * 100)} %`;
}

/** `1,234`, `12.5`, `0.35`. */
export function rate(value: number): string {
  return (RATES[value >= 100 ? 0 : value >= 1 ? 1 : 2] as Intl.NumberFormat).format(value);
}

/** By how many digits after the point; made once, as each takes longer than all that it formats. */
const RATES = [0, 1, 2].map((digits) => new Intl.NumberFormat("en-US", { maximumFractionDigits: digits }));

/** What could be cheaper at no loss; empty where nothing is known to be. */
export function renderSaving(saving: Saving | null, { colours }: Style): string {
  return saving === null ? "" : `${colours.bold("Could be cheaper")}  ${savingText(saving)}`;
}

export function savingText({ urn, argument, from, to, usd }: Saving): string {
  return `${displayResource(urn)}, ${argument}: ${from} → ${to} saves ${usd} USD per month; what is survived stays, and no tier would be more than 70 % full with a zone gone.`;
}
