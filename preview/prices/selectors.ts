import type { OfferRow } from "./offer";

/** Which rows of which offer become which price. */
export interface Selector {
  /** Code of the service in the AWS Price List. */
  readonly service: string;
  /** Whether a key of the table comes from here: one that does and is in no row has vanished. */
  readonly covers: RegExp;
  /** The key of a row's price; undefined for every other row. */
  readonly key: (row: OfferRow) => string | undefined;
}

const ENGINES: { readonly [name: string]: string } = { MySQL: "mysql", PostgreSQL: "postgres", MariaDB: "mariadb" };
const DEPLOYMENTS: { readonly [name: string]: string } = { "Single-AZ": "single_az", "Multi-AZ": "multi_az" };

/** The families that make up nine tenths of the table; everything else is kept as it is, with its own source and date. */
export const SELECTORS: readonly Selector[] = [
  {
    service: "AmazonEC2",
    covers: /^ec2\.ondemand\.linux\./,
    key: (row) =>
      row["Product Family"]?.startsWith("Compute Instance") === true &&
      row.Tenancy === "Shared" &&
      row["Operating System"] === "Linux" &&
      row["Pre Installed S/W"] === "NA" &&
      row.CapacityStatus === "Used"
        ? `ec2.ondemand.linux.${row["Instance Type"]}`
        : undefined,
  },
  {
    service: "AmazonEC2",
    covers: /^nat_gateway\.(hour|data)$/,
    key: (row) => {
      if (row["Product Family"] !== "NAT Gateway") return undefined;
      if (row.usageType?.endsWith("NatGateway-Hours")) return "nat_gateway.hour";
      return row.usageType?.endsWith("NatGateway-Bytes") ? "nat_gateway.data" : undefined;
    },
  },
  {
    service: "AmazonEC2",
    covers: /^ebs\.(gp2|gp3|io1|io2|st1|sc1|standard)\.storage$/,
    key: (row) =>
      row["Product Family"] === "Storage" && (row["Volume API Name"] ?? "") !== ""
        ? `ebs.${row["Volume API Name"]}.storage`
        : undefined,
  },
  {
    service: "AmazonRDS",
    covers: /^rds\.(mysql|postgres)\.db\./,
    key: (row) => {
      const [engine, deployment] = [ENGINES[row["Database Engine"] ?? ""], DEPLOYMENTS[row["Deployment Option"] ?? ""]];
      if (row["Product Family"] !== "Database Instance" || engine === undefined || deployment === undefined)
        return undefined;
      return `rds.${engine}.${row["Instance Type"]}.${deployment}`;
    },
  },
  {
    service: "AmazonElastiCache",
    covers: /^elasticache\.(redis|valkey|memcached)\.cache\./,
    key: (row) =>
      row["Product Family"] === "Cache Instance" && (row["Cache Engine"] ?? "") !== ""
        ? `elasticache.${row["Cache Engine"]?.toLowerCase()}.${row["Instance Type"]}`
        : undefined,
  },
];

/** What the price list calls the units of the table. */
export const UNITS: { readonly [unit: string]: string } = {
  Hrs: "hour",
  Hours: "hour",
  hours: "hour",
  GB: "GB",
  "GB-Mo": "GB-month",
};
