import { SNAPSHOT_DATE } from "../prices/table";

/**
 * Last day of standard support per major version; after it RDS charges extended support per vCPU-hour, which no
 * source of the price table gave. From the release calendars of RDS for PostgreSQL and RDS for MySQL:
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 */
const STANDARD_SUPPORT_ENDS: { readonly [engine: string]: { readonly [major: string]: string } } = {
  postgres: { "11": "2024-02-29", "12": "2025-02-28", "13": "2026-02-28" },
  mysql: { "5.7": "2024-02-29", "8.0": "2026-07-31" },
};

/** Why the bill is higher than the sum: the engine's version is past its standard support. Undefined where it is not. */
export function inExtendedSupport(engine: string, version: string | undefined): string | undefined {
  if (version === undefined) return undefined;
  const parts = version.split(".");
  const major = engine === "mysql" ? parts.slice(0, 2).join(".") : (parts[0] ?? "");
  const ends = STANDARD_SUPPORT_ENDS[engine]?.[major];
  if (ends === undefined || ends >= SNAPSHOT_DATE) return undefined;
  return `${engine} ${major} left standard support on ${ends}: AWS adds extended support, which is not in the price table`;
}
