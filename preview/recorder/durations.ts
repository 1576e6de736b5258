import type { Timeouts } from "./goal";

const DURATION = /^[+-]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/;
const PART = /([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g;
const SECONDS: { readonly [unit: string]: number } = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** The first of the timeouts that is not a duration such as `5m` or `1h30m`: its operation and text. */
export function wrongTimeout(timeouts: Timeouts | undefined): readonly [operation: string, text: string] | undefined {
  return Object.entries(timeouts ?? {}).find(([, text]) => text !== "" && !DURATION.test(text));
}

/** The timeouts that are set, in seconds. */
export function timeoutSeconds(timeouts: Timeouts | undefined): { readonly [operation in keyof Timeouts]?: number } {
  const seconds = Object.entries(timeouts ?? {}).map(([operation, text]) => [operation, secondsOf(text)] as const);
  return Object.fromEntries(seconds.filter(([, value]) => value !== 0));
}

function secondsOf(duration: string): number {
  const parts = [...duration.matchAll(PART)].map(([, count, unit]) => Number(count) * (SECONDS[unit ?? ""] ?? 0));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return duration.startsWith("-") ? -total : total;
}
