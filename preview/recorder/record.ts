import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import type { PropertyMap } from "../../model/value";
import { hasStack, type Project, readProject } from "../project";
import { listen } from "./listener";
import { runProgram } from "./program";
import type { ProgramEnd } from "./program-process";
import type { Recording, RecordOptions } from "./recording";
import type { Session, Settings } from "./session";

const DEFAULT_TIMEOUT_SECONDS = 300;
const DEFAULT_ORGANIZATION = "organization";

/**
 * Runs a Pulumi program in a preview of one stack and records what it would create, without an engine. Throws a
 * UsageError for a mistake in the project's files, a ProgramError where the program fails.
 */
export function recordProgram(options: RecordOptions): Promise<Recording> {
  return recordStack(options, new Set());
}

async function recordStack(options: RecordOptions, running: ReadonlySet<string>): Promise<Recording> {
  const names = options.stack.split("/");
  const stack = names.at(-1) ?? "";
  const organization = options.organization ?? (names.length > 1 ? names[0] : undefined) ?? DEFAULT_ORGANIZATION;
  const sealed = `sealed-${randomUUID()}`;
  const { directory, config = {}, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = options;
  const project = readProject({ directory, stack, sealed, environment: process.env, overrides: config });
  const settings = { ...options, stack, organization, timeoutSeconds, sealed };
  const { session, end } = await run(settings, project, (other) =>
    previewOther(options, organization, other, new Set([...running, stack])),
  );
  return session.recording(end);
}

interface Run {
  readonly session: Session;
  readonly end: ProgramEnd;
}

/** What serves the program is loaded here, while the program's process, which takes longer, starts. */
async function run(
  settings: Settings,
  project: Project,
  previewStack: (stack: string) => Promise<PropertyMap | undefined>,
): Promise<Run> {
  const token = randomUUID();
  const listener = await listen();
  const abort = new AbortController();
  let calls: Duplex | undefined;
  let session: Session | undefined;
  const ending = runProgram({
    ...settings,
    project,
    token,
    port: listener.port,
    asUnderTheCli: settings.asUnderTheCli ?? false,
    signal: abort.signal,
    onCalls: (pipe) => {
      calls = pipe;
    },
    onLine: (stream, line) => session?.printed(stream, line),
  });
  try {
    const loaded = require("./session") as typeof import("./session");
    session = new loaded.Session(settings, project, previewStack);
    session.serve({ listener, pipe: calls, token });
  } catch (error) {
    abort.abort();
    throw error;
  }
  settings.onStart?.();
  try {
    return { session, end: await ending };
  } finally {
    session.close();
    listener.close();
  }
}

/** The outputs of another stack of the project; undefined where it has no configuration, runs already, or fails. */
async function previewOther(
  { onResource: _, onMessage: __, onStart: ___, ...options }: RecordOptions,
  organization: string,
  stack: string,
  running: ReadonlySet<string>,
): Promise<PropertyMap | undefined> {
  if (running.has(stack) || !hasStack(options.directory, stack)) return undefined;
  try {
    return (await recordStack({ ...options, organization, stack }, running)).plan.outputs;
  } catch {
    return undefined;
  }
}
