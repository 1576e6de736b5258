import type { Histogram, MetricValueWithName, Registry } from "prom-client";
import { type AnswerKind, ByAnswer } from "./byAnswer.js";

/** Upper bounds in seconds, as Prometheus's clients have them by default. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

const name = "http_request_duration_seconds";

/** Answers of one route with one status. */
class Series {
  readonly labels: Readonly<Record<keyof AnswerKind, string | number>>;
  /** Times under each bound and over the one before; those over the last bound at the end. */
  readonly counts: number[] = Array(bounds.length + 1).fill(0);
  sum = 0;

  constructor({ method, route, status }: AnswerKind) {
    this.labels = { method, route, status };
  }

  add(seconds: number): void {
    let place = 0;
    while (place < bounds.length && seconds > (bounds[place] ?? 0)) place += 1;
    this.counts[place] = (this.counts[place] ?? 0) + 1;
    this.sum += seconds;
  }

  values(): MetricValueWithName<string>[] {
    let total = 0;
    const buckets = this.counts.map((count, place) => {
      total += count;
      const labels = { le: bounds[place] ?? "+Inf", ...this.labels };
      return { metricName: `${name}_bucket`, labels, value: total };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels: this.labels, value: this.sum },
      { metricName: `${name}_count`, labels: this.labels, value: total },
    ];
  }
}

/**
 * How long answers take, by route: a histogram that is put together when Prometheus asks. The library's own sorts and
 * joins the labels for each answer, which takes as long as writing it to the log.
 */
export class RequestTimes {
  readonly #series = new ByAnswer((kind) => new Series(kind));

  constructor(registry: Registry) {
    const metric = {
      ...{ name, help: "Time from a request to the end of its answer.", type: "histogram", aggregator: "sum" },
      get: async () => ({ ...metric, values: this.#values() }),
    };
    // All that a registry asks of a metric; its type knows the library's own alone.
    registry.registerMetric(metric as unknown as Histogram);
  }

  add(method: string, route: string, status: number, seconds: number): void {
    this.#series.of(method, route, status).add(seconds);
  }

  #values(): readonly MetricValueWithName<string>[] {
    return this.#series.all().flatMap((each) => each.values());
  }
}
