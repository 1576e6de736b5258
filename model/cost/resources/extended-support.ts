import { type Component, fixed, gap, HOURS_PER_MONTH } from "../charge";
import { SNAPSHOT_DATE } from "../prices/table";
import { vcpusOf } from "./vcpus";

/**
 * Last day of standard support per major version; after it RDS charges extended support per vCPU-hour. From the release calendars of RDS for PostgreSQL and RDS for MySQL:
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 */
const STANDARD_SUPPORT_ENDS: { readonly [engine: string]: { readonly [major: string]: string } } = {
  postgres: { "11": "2024-02-29", "12": "2025-02-28", "13": "2026-02-28" },
  mysql: { "5.7": "2024-02-29", "8.0": "2026-07-31" },
};

/** Years after which extended support costs more. https://aws.amazon.com/rds/pricing/ */
const YEARS_AT_FIRST_PRICE = 2;

/** What a version past its standard support costs beside its instance; nothing where it is not past it. */
export function extendedSupport(
  engine: string,
  version: string | undefined,
  instanceClass: string,
): readonly Component[] {
  const parts = (version ?? "").split(".");
  const major = engine === "mysql" ? parts.slice(0, 2).join(".") : (parts[0] ?? "");
  const ends = STANDARD_SUPPORT_ENDS[engine]?.[major];
  if (ends === undefined || ends >= SNAPSHOT_DATE) return [];
  const vcpus = vcpusOf(instanceClass);
  const dearerFrom = `${Number(ends.slice(0, 4)) + YEARS_AT_FIRST_PRICE}${ends.slice(4)}`;
  if (vcpus === undefined || dearerFrom < SNAPSHOT_DATE) {
    return [
      gap(
        `${engine} ${major} left standard support on ${ends}: AWS adds extended support, of which the price table has the first two years`,
      ),
    ];
  }
  const hours = vcpus * HOURS_PER_MONTH;
  return [
    fixed("Extended support (year 1)", "rds.extended_support.year_1", hours, "vCPU-hours", {
      note: `${vcpus} vCPU × ${HOURS_PER_MONTH} h`,
    }),
  ];
}
