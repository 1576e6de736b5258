import { Arguments, part } from "../arguments";
import { byUsage, type Component, counted, HOURS_PER_MONTH, rarelyUsed, under, wholeMonth } from "../charge";
import type { Pricer, PricingContext } from "../context";
import { SCALING_TARGET } from "./types";

/** A DynamoDB table: capacity or requests, storage, backups, and the replicated writes of each further region. */
export const dynamodbTable: Pricer = (resource, context) => {
  const table = new Arguments(resource.inputs);
  const { usage } = context;
  return [
    ...part(() => capacity(table, context)),
    byUsage("Data storage", "dynamodb.storage", usage.number("storage_gb"), "GB"),
    ...part(() =>
      table.record("pointInTimeRecovery").flag("enabled") === true
        ? [
            byUsage(
              "Point-In-Time Recovery (PITR) backup storage",
              "dynamodb.pitr",
              usage.number("pitr_backup_storage_gb"),
              "GB",
            ),
          ]
        : [],
    ),
    rarelyUsed(
      byUsage("On-demand backup storage", "dynamodb.backup", usage.number("on_demand_backup_storage_gb"), "GB"),
    ),
    rarelyUsed(byUsage("Table data restored", "dynamodb.restore", usage.number("monthly_data_restored_gb"), "GB")),
    ...streams(table, context),
    ...part(() =>
      table.records("replicas").flatMap((replica) => replicated(replica.neededText("regionName"), table, context)),
    ),
  ];
};

function provisioned(table: Arguments): boolean {
  return (table.text("billingMode") ?? "PROVISIONED") === "PROVISIONED";
}

function capacity(table: Arguments, context: PricingContext): readonly Component[] {
  const { usage } = context;
  if (!provisioned(table)) {
    return [
      byUsage(
        "Write request unit (WRU)",
        "dynamodb.ondemand.write",
        usage.number("monthly_write_request_units"),
        "WRUs",
      ),
      byUsage("Read request unit (RRU)", "dynamodb.ondemand.read", usage.number("monthly_read_request_units"), "RRUs"),
    ];
  }
  return [
    unit(
      "Write capacity unit (WCU",
      "dynamodb.provisioned.write",
      "writeCapacity",
      "WriteCapacityUnits",
      "WCU",
      table,
      context,
    ),
    unit(
      "Read capacity unit (RCU",
      "dynamodb.provisioned.read",
      "readCapacity",
      "ReadCapacityUnits",
      "RCU",
      table,
      context,
    ),
  ];
}

/** Capacity units: what the table asks for, or the floor of its autoscaling. */
function unit(
  item: string,
  key: string,
  argument: string,
  dimension: string,
  shown: string,
  table: Arguments,
  context: PricingContext,
): Component {
  const target = context
    .referrers(SCALING_TARGET)
    .map((each) => new Arguments(each.inputs))
    .find((each) => each.text("scalableDimension") === `dynamodb:table:${dimension}`);
  const units = target === undefined ? table.neededNumber(argument) : target.neededNumber("minCapacity");
  return wholeMonth(`${item}${target === undefined ? ")" : ", autoscaling)"}`, key, units, shown, {
    infracostKind: target === undefined ? "fixed" : "usage",
  });
}

/** Reads of a table's stream by anything but Lambda. */
function streams(table: Arguments, { usage }: PricingContext): readonly Component[] {
  const reads = byUsage(
    "Streams read request unit (sRRU)",
    "dynamodb.streams.read",
    usage.number("monthly_streams_read_request_units"),
    "sRRUs",
  );
  return [table.has("streamEnabled") ? reads : rarelyUsed(reads)];
}

function replicated(region: string, table: Arguments, { usage }: PricingContext): readonly Component[] {
  const name = `Global table (${region})`;
  if (!provisioned(table)) {
    const writes = usage.number("monthly_write_request_units");
    const [item, key] = ["Replicated write request unit (rWRU)", "dynamodb.ondemand.replicated_write"];
    return under(name, [
      byUsage(item, key, writes, "rWRU", { region, beyondInfracost: true }),
      // infracost shows them by the hour, at the same cost.
      counted(item, key, writes, HOURS_PER_MONTH, "rWRU", { region, onlyInfracost: true, infracostKind: "fixed" }),
    ]);
  }
  const writes = table.neededNumber("writeCapacity");
  const item = "Replicated write capacity unit (rWCU)";
  return under(name, [
    wholeMonth(item, "dynamodb.provisioned.replicated_write", writes, "rWCU", { region, per: HOURS_PER_MONTH }),
  ]);
}
