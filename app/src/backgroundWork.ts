import type { Config } from "./config.js";
import { SqlKeyValueStore } from "./keyValue/sqlKeyValueStore.js";
import { OutboxRelay } from "./queue/outboxRelay.js";
import { sweepProcessed } from "./queue/processed.js";
import type { Services } from "./services.js";
import type { App } from "./typedApp.js";
import { type UploadArea, Uploads } from "./uploads/uploads.js";
import { handle } from "./worker/handlers.js";
import { Housekeeping, type Sweep } from "./worker/housekeeping.js";
import { TaskProtection } from "./worker/taskProtection.js";
import { Worker } from "./worker/worker.js";

/** Something that goes on beside the requests of a process. */
interface Background {
  start(): void;
  stop(): Promise<void>;
}

/** Sends what the outbox holds to the queue, where there is one. */
export function addOutboxRelay(app: App, { databases, queues }: Services): void {
  if (queues.producer) run(app, new OutboxRelay(databases.all, queues.producer, app.log));
}

/** Takes messages out of the queue and works on them. */
export function addWorker(app: App, services: Services, { retrySeconds, ecsAgentUri }: Config): void {
  const worker = new Worker({
    queue: services.queues.consumer,
    handle: (envelope, log) => services.metrics.message(envelope.event.type, () => handle(envelope, services, log)),
    protection: new TaskProtection(ecsAgentUri, app.log),
    log: app.log,
    retrySeconds,
  });
  run(app, worker);
}

/** Deletes what nobody needs any more from the tables that this role has. */
export function addHousekeeping(areas: readonly UploadArea[]) {
  return (
    app: App,
    { databases, blobs, keyValues, webhooks, webhookSecrets }: Services,
    { housekeepingSeconds }: Config,
  ): void => {
    const sweeps: Record<string, Sweep> = {};
    for (const area of areas) {
      const uploads = new Uploads(databases, blobs, area);
      sweeps[`unused pictures of ${area}`] = () => uploads.sweep();
    }
    if (areas.includes("posts")) {
      sweeps["notes of old messages"] = () => sweepProcessed(databases.all);
      sweeps["old deliveries of webhooks"] = () => webhooks.sweep();
      sweeps["secrets of webhooks that were in clear, or under an old key"] = () => webhookSecrets.reseal(databases);
    }
    if (keyValues instanceof SqlKeyValueStore) sweeps["expired values"] = () => keyValues.sweep();
    run(app, new Housekeeping(sweeps, housekeepingSeconds, app.log));
  };
}

/** From when the process is ready until it has answered its last request. */
function run(app: App, background: Background): void {
  app.addHook("onReady", async () => background.start());
  app.addHook("onClose", () => background.stop());
}
