import { keptSecrets, newSecrets } from "./auth/secrets.js";
import { Tokens } from "./auth/tokens.js";
import { type Config, readConfig, unusedVariables } from "./config.js";
import { MemoryPubSub } from "./live/memoryPubSub.js";
import { serve } from "./server.js";
import type { Services } from "./services.js";
import { StartError } from "./startError.js";
import { dataFolder, openEmbeddedDatabase } from "./storage/embeddedDatabase.js";
import { migrate } from "./storage/migrations.js";

/** The process: configuration, storage, server. Logs go to stdout; stderr is for the person who started it. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  for (const name of unusedVariables(process.env)) {
    process.stderr.write(`${name} is set but not used: this version keeps everything in DATA_DIR.\n`);
  }
  const services: Services = {
    database: await openEmbeddedDatabase(config.dataDir),
    tokens: await openTokens(config),
    pubSub: new MemoryPubSub(),
    lifecycle: { draining: false },
  };
  try {
    await migrate(services.database);
    const url = await serve(config, services);
    process.stderr.write(`Ready at ${url}\n`);
  } catch (error) {
    await services.database.close();
    throw error;
  }
}

/** Keys as they are configured, or else kept beside the data. */
async function openTokens({ tokenSecret, serviceSecret, dataDir }: Config): Promise<Tokens> {
  const folder = dataFolder(dataDir);
  const own = folder === undefined ? newSecrets() : await keptSecrets(folder);
  return new Tokens({ tokenSecret: tokenSecret ?? own.tokenSecret, serviceSecret: serviceSecret ?? own.serviceSecret });
}

main().catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
});
