import type { RungRow } from "./rung-row";

const HEAD = [
  "| rung | requests/s | resources | USD a month | a server or task | a zone | database primary | the region | still hurts |",
  "| --- | --: | --: | --: | --- | --- | --- | --- | --- |",
];

/** The ladder as a Markdown table, whose links hold from the project's folder. */
export function rungTable(rows: readonly RungRow[]): string {
  return [...HEAD, ...rows.map(line)].join("\n");
}

function line(row: RungRow): string {
  const { topology, requestsPerSecond, resources, fixedUsd, usageUsd, survives, stillHurts } = row;
  const cells = [
    `[${topology}](stacks/${topology}.ts)`,
    thousands(requestsPerSecond),
    thousands(resources),
    `${thousands(fixedUsd)} + ${thousands(usageUsd)}`,
    survives.member,
    survives.zone,
    survives["database-primary"],
    survives.region,
    stillHurts,
  ];
  return `| ${cells.join(" | ")} |`;
}

function thousands(value: number): string {
  return value.toLocaleString("en-US");
}
