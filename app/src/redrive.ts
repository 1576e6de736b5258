import { parseArgs } from "node:util";
import { readConfig } from "./config.js";
import { openQueues } from "./openStores.js";
import { StartError } from "./startError.js";
import { openDatabases } from "./storage/openDatabases.js";

const everything = 1_000_000;

/**
 * The command `npm run redrive -w app -- --limit 100`: moves dead letters back to the queue, once what made them fail is
 * mended. It takes the environment of the worker, and with SQS somebody's rights on both queues: the worker has none on
 * its dead letters. While the embedded app runs its data folder is taken, so stop it first.
 */
async function redrive(): Promise<void> {
  const limit = limitFrom(process.argv.slice(2));
  const config = readConfig(process.env);
  const databases = await openDatabases(config, config.queueUrl === undefined ? ["posts"] : []);
  const queues = openQueues(config, databases);
  try {
    const count = await queues.deadLetters.redrive(limit);
    process.stdout.write(`${count} ${count === 1 ? "message" : "messages"} moved back to the queue.\n`);
  } finally {
    await queues.consumer.close();
    await databases.close();
  }
}

function limitFrom(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: { limit: { type: "string", default: String(everything) } },
  });
  const limit = Number(values.limit);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new StartError(`--limit must be a whole number above 0, got ${values.limit}.`, 2);
}

redrive().catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
});
