import type { Mistakes } from "./mistakes";
import { FARGATE_MAX_STOP_SECONDS } from "./versions";

/** How a stopping task ends. */
export interface ShutdownArgs {
  /**
   * Seconds that a stopping task has between SIGTERM and its end by force, 10 to 120.
   * @default 30
   */
  readonly stopSeconds?: number;
  /**
   * The first of these seconds, in which it says that it is not ready and still serves those who have not heard: 0 to
   * `stopSeconds` - 6. A load balancer has stopped sending requests before SIGTERM; other services find out meanwhile.
   * @default 5
   */
  readonly drainSeconds?: number;
}

const STOP_SECONDS = 30;
const DRAIN_SECONDS = 5;
/** The app gives up this long before it would be killed, so that it can still say what it was doing. */
const MARGIN_SECONDS = 5;
const MIN_STOP_SECONDS = 10;

/** Seconds until a stopping task is ended by force. */
export function stopTimeout({ stopSeconds = STOP_SECONDS }: ShutdownArgs): number {
  return stopSeconds;
}

/** What the app must know to end in time: drain < grace < the end by force. */
export function shutdownEnvironment(args: ShutdownArgs): Readonly<Record<string, string>> {
  const { drainSeconds = DRAIN_SECONDS } = args;
  return {
    SHUTDOWN_DRAIN_SECONDS: `${drainSeconds}`,
    SHUTDOWN_GRACE_SECONDS: `${stopTimeout(args) - MARGIN_SECONDS}`,
  };
}

/** Mistakes in how a task ends. */
export function checkShutdown(mistakes: Mistakes, args: ShutdownArgs): Mistakes {
  const { drainSeconds = DRAIN_SECONDS } = args;
  const stop = stopTimeout(args);
  return mistakes
    .requireRange("stopSeconds", stop, MIN_STOP_SECONDS, FARGATE_MAX_STOP_SECONDS)
    .requireRange("drainSeconds", drainSeconds, 0, Math.max(0, stop - MARGIN_SECONDS - 1));
}
