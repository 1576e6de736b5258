import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { CloudWatchLines } from "./cloudWatchLines.js";
import { EventLoop } from "./eventLoop.js";
import { healthPaths } from "./healthPaths.js";
import { RequestTimes } from "./requestTimes.js";

/** Answers that take longer are slow: the same figure as that of the alarms. */
const slowMs = 1_000;

/** What this process counts: asked for by Prometheus at `/metrics`, and written to the log for CloudWatch. */
export class Metrics {
  readonly eventLoop = new EventLoop();
  readonly #registry = new Registry();
  readonly #lines: CloudWatchLines | undefined;
  readonly #times: RequestTimes;
  readonly #shed: Counter;
  readonly #errors: Counter;
  readonly #messages: Counter;
  readonly #breakers: Gauge;
  readonly #webhooks: Counter;

  /** @param lines where the same goes for CloudWatch, if anywhere */
  constructor(lines?: CloudWatchLines) {
    this.#lines = lines;
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#times = new RequestTimes(this.#registry);
    const counter = (name: string, help: string, ...labelNames: string[]) =>
      new Counter({ name, help, labelNames, registers });
    this.#shed = counter("http_requests_shed_total", "Requests refused because the event loop was late.");
    this.#errors = counter("log_errors_total", "Lines of the log at level error or fatal.");
    this.#messages = counter("messages_total", "Messages of the queue that were worked on.", "type", "outcome");
    this.#webhooks = counter("webhook_deliveries_total", "Attempts to deliver a webhook.", "outcome");
    this.#breakers = new Gauge({
      name: "circuit_breaker_open",
      help: "1 while nothing is asked of a service because it kept failing.",
      labelNames: ["service"],
      registers,
    });
  }

  /**
   * An answer was given.
   * @param route the pattern, never the path: as many series as there are routes
   */
  answered(method: string, route: string, status: number, milliseconds: number): void {
    this.#times.add(method, route, status, milliseconds / 1_000);
    if (this.#lines === undefined) return;
    if (status >= 500) this.#lines.add("errors", 1);
    // A route for health is its own path.
    if (healthPaths.has(route)) return;
    this.#lines.add("milliseconds", milliseconds);
    if (milliseconds > slowMs) this.#lines.add("slow", 1);
  }

  /** A request was refused because the process is too busy. */
  refused(): void {
    this.#shed.inc();
    this.#lines?.add("shed", 1);
  }

  /** A line of the log says that something is broken. */
  loggedError(): void {
    this.#errors.inc();
    this.#lines?.add("errors", 1);
  }

  /** Works on a message and counts how that ended. */
  async message(type: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#messages.inc({ type, outcome: "done" });
    } catch (error) {
      this.#messages.inc({ type, outcome: "failed" });
      throw error;
    }
  }

  webhook(outcome: "delivered" | "failed"): void {
    this.#webhooks.inc({ outcome });
  }

  breaker(service: string, state: "closed" | "open" | "half-open"): void {
    this.#breakers.set({ service }, state === "closed" ? 0 : 1);
  }

  /** All of it in the text format of Prometheus, and the type to send it as. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  close(): void {
    this.eventLoop.close();
    this.#lines?.close();
    this.#registry.clear();
  }
}
