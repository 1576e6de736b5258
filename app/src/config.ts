import { Value } from "typebox/value";
import {
  constraintsOf,
  type Environment,
  environment,
  expectation,
  notReadYet,
  type Variable,
  variables,
} from "./environment.js";
import { StartError } from "./startError.js";

/** What the app is told from outside, checked and frozen. */
export interface Config {
  readonly role: Environment["APP_ROLE"];
  readonly host: string;
  readonly port: number;
  /** A folder, or `memory://`. */
  readonly dataDir: string;
  readonly tokenSecret: string | undefined;
  readonly serviceSecret: string | undefined;
  readonly logLevel: Environment["LOG_LEVEL"];
  readonly drainSeconds: number;
  readonly graceSeconds: number;
}

/**
 * Reads the configuration from environment variables. A variable that is empty counts as not set.
 * @throws StartError that names every mistake at once, exit code 2.
 */
export function readConfig(source: Readonly<Record<string, string | undefined>>): Config {
  const read = Object.fromEntries(
    variables
      .map((variable) => [variable, parse(variable, source[variable])] as const)
      .filter(([, value]) => value !== undefined),
  );
  const mistakes = mistakesOf(read);
  if (mistakes.length > 0 || !Value.Check(environment, read)) throw new StartError(report(mistakes), 2);
  return Object.freeze({
    role: read.APP_ROLE,
    host: read.HOST,
    port: read.PORT,
    dataDir: read.DATA_DIR,
    tokenSecret: read.TOKEN_SECRET,
    serviceSecret: read.SERVICE_SECRET,
    logLevel: read.LOG_LEVEL,
    drainSeconds: read.SHUTDOWN_DRAIN_SECONDS,
    graceSeconds: read.SHUTDOWN_GRACE_SECONDS,
  });
}

/** Variables that are set for servers that this version does not use. */
export function unusedVariables(source: Readonly<Record<string, string | undefined>>): readonly string[] {
  return notReadYet.filter((name) => source[name]);
}

/** The default for what is not set, digits as a number; anything else is left as it is, for the check to refuse. */
function parse(variable: Variable, text: string | undefined): unknown {
  const { type, default: fallback } = constraintsOf(variable);
  if (text === undefined || text === "") return fallback;
  return type === "integer" && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function mistakesOf(read: Readonly<Record<string, unknown>>): readonly string[] {
  const refused = variables.filter(
    (variable) => variable in read && !Value.Check(environment.properties[variable], read[variable]),
  );
  const mistakes = refused.map(
    (variable) =>
      `${variable} must be ${expectation(variable)}, got ${shown(variable, read[variable])}. ${constraintsOf(variable).description}`,
  );
  const { SHUTDOWN_DRAIN_SECONDS: drain, SHUTDOWN_GRACE_SECONDS: grace } = read;
  if (typeof drain === "number" && typeof grace === "number" && drain >= grace) {
    mistakes.push(
      `SHUTDOWN_DRAIN_SECONDS must be less than SHUTDOWN_GRACE_SECONDS, got ${drain} and ${grace}. Lower the first or raise the second.`,
    );
  }
  return mistakes;
}

function shown(variable: Variable, value: unknown): string {
  const text = String(value);
  return constraintsOf(variable).secret ? `${text.length}` : JSON.stringify(text);
}

function report(mistakes: readonly string[]): string {
  const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
  return [`The app cannot start: ${count} in its environment.`, ...mistakes.map((mistake) => `  - ${mistake}`)].join(
    "\n",
  );
}
