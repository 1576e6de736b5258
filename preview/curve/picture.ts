import type { CurvePoint } from "./point";
import { labels, otherRung, rungLines } from "./rung-lines";
import type { RungCosts } from "./rungs";
import { LogScale } from "./scale";
import { escaped, px, text } from "./svg-text";

const WIDTH = 960;
const LEFT = 84;
const RIGHT = 936;
const COST = { top: 92, bottom: 400 };
const PER_USER = { top: 456, bottom: 590 };
const HEIGHT = 640;

/** Ink and paper for light screens and print; the other way round in dark mode. */
const STYLE = `
  .paper{fill:#fff}.ink{fill:#1b1f24}.dim{fill:#57606a}.grid{stroke:#d0d7de;stroke-width:1}
  .band{fill:#0969da;opacity:.05}.band.odd{opacity:.11}
  .total{stroke:#0550ae;stroke-width:2.5;fill:none}.fixed{stroke:#953800;stroke-width:2;fill:none;stroke-dasharray:7 4}
  .rung-line{stroke:#8c959f;stroke-width:1;fill:none}.rung-text{fill:#57606a;font-size:11px}.halo{stroke:#f1f6fd;stroke-width:3;paint-order:stroke}
  .dot{fill:#0550ae}.fixed-dot{fill:#953800}.user{stroke:#116329;stroke-width:2.5;fill:none}.user-dot{fill:#116329}
  .total-text{fill:#0550ae}.fixed-text{fill:#953800}.user-text{fill:#116329}
  @media (prefers-color-scheme:dark){
    .paper{fill:#0d1117}.ink{fill:#e6edf3}.dim{fill:#9198a1}.grid{stroke:#30363d}.band{fill:#58a6ff;opacity:.08}.band.odd{opacity:.17}
    .total{stroke:#79c0ff}.dot,.total-text{fill:#79c0ff}.fixed{stroke:#ffa657}.fixed-dot,.fixed-text{fill:#ffa657}
    .rung-line{stroke:#6e7681}.rung-text{fill:#9198a1}.halo{stroke:#121b26}
    .user{stroke:#7ee787}.user-dot,.user-text{fill:#7ee787}
  }
  @media print{
    .paper{fill:#fff}.ink{fill:#000}.dim{fill:#333}.grid{stroke:#bbb}.band{fill:#000;opacity:.03}.band.odd{opacity:.08}
    .rung-line{stroke:#888}.rung-text{fill:#333}.halo{stroke:#fff}
    .total,.user{stroke:#000}.fixed{stroke:#444}.dot,.total-text,.user-dot,.user-text{fill:#000}.fixed-dot,.fixed-text{fill:#444}
  }
  text{font:13px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}.title{font-size:19px;font-weight:600}.rung{font-size:12px;font-weight:600}`;

/** The curve as one SVG file: cost a month above, cost a user below, the rungs as bands. */
export function curvePicture(points: readonly CurvePoint[], rungs: readonly RungCosts[] = []): string {
  const users = points.map((point) => point.users);
  const x = new LogScale([Math.min(...users), Math.max(...users)], [LEFT, RIGHT]);
  const every = rungLines(rungs);
  const costs = [
    ...points.flatMap((point) => [point.fixedUsd, total(point)]),
    ...every.flatMap(({ places }) => places.map(({ usd }) => usd)),
  ];
  const y = new LogScale([Math.min(...costs), Math.max(...costs)], [COST.bottom, COST.top]);
  const perUser = points.map(({ usdPerUser }) => usdPerUser);
  const low = new LogScale([Math.min(...perUser), Math.max(...perUser)], [PER_USER.bottom, PER_USER.top]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="curve-title curve-text">`,
    `<title id="curve-title">Monthly cost by number of users</title>`,
    `<desc id="curve-text">${escaped(described(points))}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>`,
    text(LEFT, 32, "title ink", "What it costs a month, and which rung carries it"),
    ...bands(points, x),
    ...axisX(x),
    ...axisY(y, COST, (value) => `$${short(value)}`),
    ...axisY(low, PER_USER, (value) => `$${short(value)}`),
    text(LEFT, PER_USER.top - 14, "user-text", "USD per user and month"),
    ...every.flatMap((line) => otherRung(line, x, y)),
    ...labels(every, x, y),
    ...series(points, x, y, total, "total", "dot"),
    ...series(points, x, y, ({ fixedUsd }) => fixedUsd, "fixed", "fixed-dot"),
    ...series(points, x, low, ({ usdPerUser }) => usdPerUser, "user", "user-dot"),
    ...legend(every.length > 0),
    "</svg>",
    "",
  ].join("\n");
}

function total({ fixedUsd, usageUsd }: CurvePoint): number {
  return fixedUsd + usageUsd;
}

function described(points: readonly CurvePoint[]): string {
  return points
    .map((point) => `${short(point.users)} users: ${point.rung}, ${Math.round(total(point))} USD a month`)
    .join("; ");
}

function legend(withRungs: boolean): string[] {
  return [
    ...(withRungs
      ? [
          `<line class="rung-line" x1="${LEFT + 320}" y1="52" x2="${LEFT + 354}" y2="52"/>`,
          text(LEFT + 362, 56, "rung-text", "every other rung that serves"),
        ]
      : []),
    `<line class="total" x1="${LEFT}" y1="52" x2="${LEFT + 34}" y2="52"/>`,
    text(LEFT + 42, 56, "total-text", "total"),
    `<line class="fixed" x1="${LEFT + 100}" y1="52" x2="${LEFT + 134}" y2="52"/>`,
    text(LEFT + 142, 56, "fixed-text", "by the hour, without use"),
  ];
}

/** One band for each rung, from halfway below its first size to halfway above its last; long names where they fit. */
function bands(points: readonly CurvePoint[], x: LogScale): string[] {
  const edge = (index: number): number => {
    const [below, above] = [points[index - 1], points[index]];
    if (below === undefined) return LEFT;
    return above === undefined ? RIGHT : (x.at(below.users) + x.at(above.users)) / 2;
  };
  const starts = points.flatMap(({ rung }, index) => (points[index - 1]?.rung === rung ? [] : [index]));
  return starts.flatMap((start, order) => {
    const [from, to] = [edge(start), edge(starts[order + 1] ?? points.length)];
    const rung = points[start]?.rung ?? "";
    const middle = (from + to) / 2;
    return [
      `<rect class="band${order % 2 === 1 ? " odd" : ""}" x="${px(from)}" y="${COST.top - 22}" width="${px(to - from)}" height="${PER_USER.bottom - COST.top + 22}"/>`,
      ...lines(rung, to - from).map(
        (part, row) =>
          `<text class="rung ink" x="${px(middle)}" y="${COST.top - 7 + row * 14}" text-anchor="middle">${part}</text>`,
      ),
    ];
  });
}

/** A name on one line, or on two where its band is narrow. */
function lines(name: string, width: number): readonly string[] {
  return name.length * 7 <= width ? [name] : name.split("-");
}

function axisX(x: LogScale): string[] {
  return [
    ...x.ticks.flatMap((value) => [
      `<line class="grid" x1="${px(x.at(value))}" y1="${COST.top}" x2="${px(x.at(value))}" y2="${PER_USER.bottom}"/>`,
      `<text class="dim" x="${px(x.at(value))}" y="${PER_USER.bottom + 20}" text-anchor="middle">${short(value)}</text>`,
    ]),
    `<text class="dim" x="${(LEFT + RIGHT) / 2}" y="${PER_USER.bottom + 40}" text-anchor="middle">users</text>`,
  ];
}

function axisY(
  y: LogScale,
  { top, bottom }: { readonly top: number; readonly bottom: number },
  label: (value: number) => string,
): string[] {
  return y.ticks
    .filter((value) => y.at(value) >= top - 1 && y.at(value) <= bottom + 1)
    .flatMap((value) => [
      `<line class="grid" x1="${LEFT}" y1="${px(y.at(value))}" x2="${RIGHT}" y2="${px(y.at(value))}"/>`,
      `<text class="dim" x="${LEFT - 10}" y="${px(y.at(value) + 4)}" text-anchor="end">${label(value)}</text>`,
    ]);
}

function series(
  points: readonly CurvePoint[],
  x: LogScale,
  y: LogScale,
  value: (point: CurvePoint) => number,
  line: string,
  dot: string,
): string[] {
  const places = points.map((point) => [px(x.at(point.users)), px(y.at(value(point)))] as const);
  return [
    `<polyline class="${line}" points="${places.map(([left, up]) => `${left},${up}`).join(" ")}"/>`,
    ...places.map(([left, up]) => `<circle class="${dot}" cx="${left}" cy="${up}" r="4"/>`),
  ];
}

/** `10`, `1k`, `10M`, `0.001`. */
function short(value: number): string {
  if (value >= 1e6) return `${trimmed(value / 1e6)}M`;
  if (value >= 1e3) return `${trimmed(value / 1e3)}k`;
  return trimmed(value);
}

function trimmed(value: number): string {
  return String(Number(value.toPrecision(6)));
}
