import { setInterval } from "node:timers";

/**
 * Metrics by the names that the infrastructure's alarms know them by, with CloudWatch's units. The first three are what
 * its alarms count in the log: lines that tell of errors, answers over a second, and how long answers take.
 */
const units = {
  errors: "Count",
  slow: "Count",
  milliseconds: "Milliseconds",
  shed: "Count",
  "resident-memory": "Bytes",
} as const;

type MetricName = keyof typeof units;

/** Most values that one line may have for a metric: CloudWatch, Embedded Metric Format specification. */
const mostValues = 100;

export interface CloudWatchLinesOptions {
  readonly namespace: string;
  /** The one dimension, so that each metric is as many as there are roles. */
  readonly role: string;
  /** Seconds from one line to the next, at most. */
  readonly seconds: number;
  readonly write: (line: string) => void;
}

/**
 * Metrics as lines of the log, which CloudWatch reads as it stores them: no agent, no request to AWS
 * (docs.aws.amazon.com/AmazonCloudWatch, "Embedded metric format"). Every answer's time is in there, so that percentiles
 * are right whatever the number of processes.
 */
export class CloudWatchLines {
  readonly #options: CloudWatchLinesOptions;
  readonly #timer: NodeJS.Timeout;
  #counts = { errors: 0, slow: 0, shed: 0 };
  #milliseconds: number[] = [];

  constructor(options: CloudWatchLinesOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#flush(), options.seconds * 1_000).unref();
  }

  add(name: "errors" | "slow" | "shed" | "milliseconds", value: number): void {
    if (name !== "milliseconds") this.#counts[name] += value;
    else if (this.#milliseconds.push(Math.round(value * 10) / 10) === mostValues) this.#flush();
  }

  /** Writes what has come together since the last line. */
  close(): void {
    clearInterval(this.#timer);
    this.#flush();
  }

  #flush(): void {
    const values = {
      ...this.#counts,
      // A list even of one: a number would be taken for one answer's line by who counts those.
      ...(this.#milliseconds.length > 0 && { milliseconds: this.#milliseconds }),
      "resident-memory": process.memoryUsage.rss(),
    };
    this.#counts = { errors: 0, slow: 0, shed: 0 };
    this.#milliseconds = [];
    const { namespace, role, write } = this.#options;
    const names = Object.keys(values) as readonly MetricName[];
    const directive = {
      Namespace: namespace,
      Dimensions: [["role"]],
      Metrics: names.map((Name) => ({ Name, Unit: units[Name] })),
    };
    write(`${JSON.stringify({ _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] }, role, ...values })}\n`);
  }
}
