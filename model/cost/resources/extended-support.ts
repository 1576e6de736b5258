import { beyondInfracost, type Component, fixed, gap, HOURS_PER_MONTH, onlyInfracost } from "../charge";
import { SNAPSHOT_DATE } from "../prices/table";
import { vcpusOf } from "./vcpus";

/** From when extended support is charged, and from when at the price of its third year. */
interface Charged {
  readonly from: string;
  /** Absent where the version is retired before. */
  readonly dearerFrom?: string;
}

const POSTGRES: { readonly [major: string]: Charged } = {
  "11": { from: "2024-04-01", dearerFrom: "2026-04-01" },
  "12": { from: "2025-03-01", dearerFrom: "2027-03-01" },
  "13": { from: "2026-03-01", dearerFrom: "2028-03-01" },
};

/**
 * Major versions past their standard support. From the release calendars of RDS and Aurora:
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.VersionPolicy.html
 */
const CHARGED: { readonly [engine: string]: { readonly [major: string]: Charged } } = {
  postgres: POSTGRES,
  "aurora-postgresql": POSTGRES,
  mysql: {
    "5.7": { from: "2024-03-01", dearerFrom: "2026-03-01" },
    "8.0": { from: "2026-08-01", dearerFrom: "2028-08-01" },
  },
  "aurora-mysql": { "5.7": { from: "2024-12-01" } },
};

/** Setting of a database that is not enrolled in extended support. */
export const NOT_ENROLLED = "open-source-rds-extended-support-disabled";

/** What extended support is charged for. */
interface Supported {
  readonly engine: string;
  readonly version: string | undefined;
  readonly instanceClass: string;
  /** AWS charges a standby as well; infracost does not count it. */
  readonly multiAz: boolean;
}

/** What a version past its standard support costs beside its instance, by vCPU; nothing where it is not past it. */
export function extendedSupport(database: Supported): readonly Component[] {
  const { engine, version = "", instanceClass, multiAz } = database;
  const parts = version.split(".");
  const major = engine.endsWith("mysql") ? parts.slice(0, 2).join(".") : (parts[0] ?? "");
  const charged = CHARGED[engine]?.[major];
  if (charged === undefined || charged.from > SNAPSHOT_DATE) return [];
  const year = (charged.dearerFrom ?? "9999") <= SNAPSHOT_DATE ? 3 : 1;
  const vcpus = vcpusOf(instanceClass);
  if (vcpus === undefined) {
    const unpriced = gap(
      `extended support of ${engine} ${major} is charged by vCPU, and those of ${instanceClass} vary`,
    );
    return [...beyondInfracost([unpriced]), ...onlyInfracost([support(year, 1, 1)])];
  }
  if (!multiAz) return [support(year, vcpus, 1)];
  return [...beyondInfracost([support(year, vcpus, 2)]), ...onlyInfracost([support(year, vcpus, 1)])];
}

function support(year: number, vcpus: number, instances: number): Component {
  const each = instances === 1 ? "" : `${instances} × `;
  const hours = instances * vcpus * HOURS_PER_MONTH;
  return fixed(`Extended support (year ${year})`, `rds.extended_support.year_${year}`, hours, "vCPU-hours", {
    note: `${each}${vcpus} vCPU × ${HOURS_PER_MONTH} h`,
  });
}
