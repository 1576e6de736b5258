import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CloudWatchLines } from "./cloudWatchLines.js";
import { EventLoop } from "./eventLoop.js";
import { healthPaths } from "./healthPaths.js";

/** Answers that take longer are slow: the same figure as that of the alarms. */
const slowMs = 1_000;

/** An answer that was given. */
export interface Answered {
  readonly method: string;
  /** The pattern, never the path: as many series as there are routes. */
  readonly route: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** What this process counts: asked for by Prometheus at `/metrics`, and written to the log for CloudWatch. */
export class Metrics {
  readonly eventLoop = new EventLoop();
  readonly #registry = new Registry();
  readonly #lines: CloudWatchLines | undefined;
  readonly #requests: Histogram;
  readonly #series = new Map<string, Histogram.Internal<string>>();
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
    this.#requests = new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from a request to the end of its answer.",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
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

  answered({ method, route, path, status, milliseconds }: Answered): void {
    this.#seriesOf(method, route, status).observe(milliseconds / 1_000);
    if (status >= 500) this.#lines?.add("errors", 1);
    if (healthPaths.has(path)) return;
    this.#lines?.add("milliseconds", milliseconds);
    if (milliseconds > slowMs) this.#lines?.add("slow", 1);
  }

  /** Found by one text: the library sorts and joins the labels for each value. */
  #seriesOf(method: string, route: string, status: number): Histogram.Internal<string> {
    const name = `${method} ${status} ${route}`;
    const known = this.#series.get(name);
    if (known) return known;
    const series = this.#requests.labels({ method, route, status });
    this.#series.set(name, series);
    return series;
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
