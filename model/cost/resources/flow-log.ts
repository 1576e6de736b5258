import { Arguments, part } from "../arguments";
import { byUsage, gap } from "../charge";
import type { Pricer } from "../context";

/** Flow logs, by GB that AWS delivers. */
export const flowLog: Pricer = (resource, { usage }) =>
  part(() => {
    const type = new Arguments(resource.inputs).text("logDestinationType") ?? "cloud-watch-logs";
    if (type !== "cloud-watch-logs")
      return [gap(`the price of flow logs delivered to ${type} is not in the price table`)];
    return [byUsage("Flow logs delivered", "cloudwatch.logs.vended", usage.number("monthly_data_ingested_gb"), "GB")];
  });
