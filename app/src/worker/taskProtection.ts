import type { FastifyBaseLogger } from "fastify";

/** How long a task stays protected when nothing more is heard of it: longer than a message may take. */
const protectedMinutes = 15;
/** Renewed when half of that is over. */
const renewMs = (protectedMinutes * 60_000) / 2;
/** Idle for so long before it is taken back: AWS limits how often it may be asked. */
const idleMs = 5_000;
const requestTimeoutMs = 2_000;

/**
 * Says to Amazon ECS that this task is at work, so that scaling in and releases stop others first
 * (docs.aws.amazon.com/AmazonECS, "Task scale-in protection endpoint"). Outside ECS it says nothing. A failure is logged
 * and no reason not to work: a message that is cut off comes again.
 */
export class TaskProtection {
  readonly #endpoint: string | undefined;
  readonly #log: FastifyBaseLogger;
  #held = 0;
  #protectedSince: number | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<void> = Promise.resolve();

  /** @param agentUri `ECS_AGENT_URI`, which ECS sets */
  constructor(agentUri: string | undefined, log: FastifyBaseLogger) {
    this.#endpoint = agentUri && `${agentUri}/task-protection/v1/state`;
    this.#log = log;
  }

  /** Resolves when the task is protected; to what ends the need for it. */
  async hold(): Promise<() => void> {
    this.#held += 1;
    clearTimeout(this.#idle);
    if (this.#protectedSince === undefined || Date.now() - this.#protectedSince > renewMs) {
      this.#protectedSince = Date.now();
      this.#last = this.#say(true);
    }
    await this.#last;
    return () => {
      this.#held -= 1;
      if (this.#held === 0) this.#idle = setTimeout(() => void this.#release(), idleMs).unref();
    };
  }

  /** Takes the protection back, if there is one. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#release();
  }

  async #release(): Promise<void> {
    if (this.#held > 0 || this.#protectedSince === undefined) return;
    this.#protectedSince = undefined;
    this.#last = this.#say(false);
    await this.#last;
  }

  async #say(enabled: boolean): Promise<void> {
    if (this.#endpoint === undefined) return;
    try {
      const response = await fetch(this.#endpoint, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ProtectionEnabled: enabled, ...(enabled && { ExpiresInMinutes: protectedMinutes }) }),
        signal: AbortSignal.timeout(requestTimeoutMs),
      });
      if (!response.ok) throw new Error(`ECS answered ${response.status} to the request for task protection.`);
    } catch (error) {
      if (enabled) this.#protectedSince = undefined;
      this.#log.warn({ err: error }, "the task's protection could not be changed");
    }
  }
}
