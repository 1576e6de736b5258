import type { CurvePoint } from "./point";

const HEAD = [
  "| users | requests/s at peak | rung | USD a month | USD per 1,000 users | carries requests/s | gives way first | not lower, because |",
  "| --: | --: | --- | --: | --: | --: | --- | --- |",
];

/** The curve as a Markdown table. */
export function curveTable(points: readonly CurvePoint[]): string {
  return [...HEAD, ...points.map(line)].join("\n");
}

function line(point: CurvePoint): string {
  const cells = [
    number(point.users),
    number(point.peakRps, 1),
    point.rung,
    `${number(point.fixedUsd)} + ${number(point.usageUsd)}`,
    number(point.usdPerUser * 1000, 2),
    number(point.carriesRps),
    point.bottleneck,
    point.because,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Two digits where there are no more before the point. */
function number(value: number, places = 0): string {
  if (value < 1) return String(Number(value.toPrecision(2)));
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? Math.max(places, 2) : places });
}
