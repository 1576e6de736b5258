import { readConfig } from "./config.js";
import { openServices } from "./openServices.js";
import { serve } from "./server.js";
import { StartError } from "./startError.js";

/** The process: configuration, services, server. Logs go to stdout; stderr is for the person who started it. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const services = await openServices(config);
  try {
    const url = await serve(config, services);
    process.stderr.write(`Ready at ${url}\n`);
  } catch (error) {
    await services.close();
    throw error;
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
});
