import Big from "big.js";
import { Arguments, part } from "../arguments";
import { byUsage, counted, wholeMonth } from "../charge";
import type { Pricer } from "../context";
import { product } from "../usage";

const PROVISIONED = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig";
const SECONDS_PER_HOUR = 3600;
/** MiB that a function has by default. */
const DEFAULT_MEMORY_MIB = 128;
/** MiB of temporary storage that every function has free. */
const FREE_STORAGE_MIB = 512;

/** A function: by request and by memory held while it runs, rounded up to the millisecond. */
export const lambdaFunction: Pricer = (resource, context) =>
  part(() => {
    const { usage } = context;
    const lambda = new Arguments(resource.inputs);
    const chip = lambda.texts("architectures")[0] === "arm64" ? "arm" : "x86";
    const memoryGiB = new Big(lambda.number("memorySize") ?? DEFAULT_MEMORY_MIB).div(1024);
    const storageMiB = lambda.record("ephemeralStorage").number("size") ?? FREE_STORAGE_MIB;
    const storageGiB = new Big(Math.max(0, storageMiB - FREE_STORAGE_MIB)).div(1024);
    const requests = usage.number("monthly_requests");
    const milliseconds = (usage.number("request_duration_ms") ?? new Big(1)).round(0, Big.roundUp);
    const running = requests === null ? null : requests.times(milliseconds).div(1000);
    const gigabyteSeconds = product(running, memoryGiB);
    return [
      counted("Requests", "lambda.requests", requests, 1e6, "1M requests"),
      byUsage("Ephemeral storage", "lambda.ephemeral_storage", product(gigabyteSeconds, storageGiB), "GB-seconds", {
        infracostKind: "fixed",
        ...(storageMiB <= FREE_STORAGE_MIB ? { onlyInfracost: true } : {}),
      }),
      byUsage("Duration", `lambda.${chip}.duration`, gigabyteSeconds, "GB-seconds", { namedTiers: true }),
      ...context.referrers(PROVISIONED).map((each) => {
        const warm = new Arguments(each.inputs).neededNumber("provisionedConcurrentExecutions");
        return wholeMonth(
          "Provisioned concurrency",
          `lambda.${chip}.provisioned_concurrency`,
          memoryGiB.times(warm).times(SECONDS_PER_HOUR),
          "GB-seconds per hour",
          {
            beyondInfracost: true,
          },
        );
      }),
    ];
  });
