/** The app over a database that says nothing, in a process that SIGWINCH makes too busy, and at ease again. */
import { buildApp } from "../../../app/src/app.js";
import { readConfig } from "../../../app/src/config.js";
import { openServicesOver } from "../../../app/src/openServices.js";
import { serve } from "../../../app/src/server.js";
import type { Database } from "../../../app/src/storage/database.js";
import { oneDatabase } from "../../../app/src/storage/databases.js";

const database: Database = {
  query: async () => [],
  script: async () => {},
  transaction: (work) => work(database),
  close: async () => {},
};
const config = readConfig(process.env);
const services = await openServicesOver(config, oneDatabase(database));

/** What somebody might log without thinking. */
buildApp(config, services).log.info(
  { password: "hunter2-1", headers: { authorization: "hunter2-2" }, body: { user: { token: "hunter2-3" } } },
  "careless",
);

let busy: NodeJS.Timeout | undefined;
process.on("SIGWINCH", () => {
  if (busy) {
    clearInterval(busy);
    busy = undefined;
    return;
  }
  busy = setInterval(() => {
    for (const until = Date.now() + 150; Date.now() < until; );
  }, 1);
});

process.stderr.write(`Ready at ${await serve(config, services)}\n`);
