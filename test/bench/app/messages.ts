import { setTimeout as sleep } from "node:timers/promises";
import { cpuSeconds } from "./process-figures";
import { type Servers, startRole } from "./servers";

/** What a worker makes of the messages that the writes before have left in the outbox: each goes to ten feeds. */
export async function printMessages({ postgres, environment }: Servers, print: (line: string) => void): Promise<void> {
  const left = () => Number(postgres.sql("select count(*) from outbox where dead_at is null"));
  const most = 2_000;
  postgres.sql(`delete from outbox where id not in (select id from outbox order by id limit ${most})`);
  const messages = left();
  const worker = await startRole("worker", environment);
  try {
    const before = cpuSeconds(worker.pid);
    while (left() > 0) await sleep(200);
    const rate = messages / (cpuSeconds(worker.pid) - before);
    print(`\nworker: ${messages} messages to ten feeds each, ${rate.toFixed(0)} for each second of its CPU time`);
  } finally {
    await worker.stop();
  }
}
