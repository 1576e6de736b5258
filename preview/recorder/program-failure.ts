import { ProgramError, UsageError } from "../failure";
import type { Deployment } from "./deployment";
import type { ProgramEnd, ProgramReport } from "./program-process";

type Failure = Extract<ProgramReport, { readonly kind: "failure" }>;

const LEAK = /detected that \d+ promises? (was|were) still active/;
const NO_ENTRY_POINT = /^We failed to locate the entry point for your program: (.*)$/;
const NODE_ERROR = /^\w*Error(?: \[\w+\])?: /;
const HANDLE_NAMES: { readonly [handle: string]: string } = {
  Timeout: "a timer",
  TCPServerWrap: "a server",
  PipeServerWrap: "a server",
  UDPWrap: "a socket",
  ProcessWrap: "a process it started",
  MessagePort: "a worker",
  FSEventWrap: "a file watcher",
  StatWatcher: "a file watcher",
  TTYWrap: "the terminal",
  DNSCHANNEL: "a name look-up",
};

/**
 * Why the program failed, as one sentence with the program's own frames; undefined where it did not. A UsageError where the
 * program refuses its stack's configuration file by name.
 */
export function programFailure(
  end: ProgramEnd,
  deployment: Deployment,
  timeoutSeconds: number,
): ProgramError | UsageError | undefined {
  const failure = end.reports.find((report): report is Failure => report.kind === "failure");
  if (deployment.refusal !== undefined) return new ProgramError(deployment.refusal.message, failure?.frames ?? []);
  if (failure?.forUser === true && failure.message.includes(`Pulumi.${deployment.settings.stack}.yaml`)) {
    return new UsageError(failure.message);
  }
  if (failure !== undefined) return new ProgramError(failureSentence(failure), failure.frames);
  if (end.timedOut) return new ProgramError(timeoutSentence(end, deployment, timeoutSeconds));
  const exit = end.reports.find((report) => report.kind === "exit");
  if (exit?.kind === "exit") {
    return new ProgramError(
      `The program ended itself with process.exit(${exit.code}) before it was done.`,
      exit.frames,
    );
  }
  return endFailure(end, deployment);
}

function endFailure({ code, signal }: ProgramEnd, deployment: Deployment): ProgramError | undefined {
  const printed = deployment.messages.filter(({ severity }) => severity === "stderr").map(({ text }) => text);
  if (signal !== null) return new ProgramError(`The program was ended by the signal ${signal}.${lastWords(printed)}`);
  if (printed.some((line) => LEAK.test(line))) {
    return new ProgramError(
      "The program ended while it still waited for a value that never came: a promise was never settled.",
    );
  }
  // A program that only logs an error goes on, and so does an engine; the SDK logs what ends the program.
  const logged = code === 0 ? undefined : deployment.messages.find(({ severity }) => severity === "error");
  if (logged !== undefined) return new ProgramError(oneSentence(logged.text));
  const nowhere = printed.flatMap((line) => NO_ENTRY_POINT.exec(line)?.[1] ?? [])[0];
  if (nowhere !== undefined)
    return new ProgramError(`There is no program in ${nowhere}: its entry point was not found.`);
  if (code !== 0) return new ProgramError(`The program ended with exit code ${code}.${lastWords(printed)}`);
  if (deployment.rootUrn === "") return new ProgramError("The program ended before it registered its stack.");
  return undefined;
}

/** What the program's process printed at its end: the error, where node itself printed one. */
function lastWords(printed: readonly string[]): string {
  const lines = printed.map((line) => line.trim()).filter((line) => line !== "" && !/^(at |Node\.js v)/.test(line));
  const error = lines.findLast((line) => NODE_ERROR.test(line));
  if (error !== undefined) return ` It said: ${error.replace(NODE_ERROR, "")}`;
  const last = lines.at(-1);
  return last === undefined ? "" : ` Its last line was: ${last}`;
}

function failureSentence({ name, message, forUser }: Failure): string {
  const known = absentModule(message) ?? unserialisable(message) ?? requireInModule(message);
  if (known !== undefined) return known;
  const text = oneSentence(message, forUser === true ? Number.POSITIVE_INFINITY : undefined);
  if (text === "") return `The program threw ${name === "" ? "an error" : `an ${name}`} without a message.`;
  return name === "" ? `The program threw ${text}` : text;
}

/** A module that node does not find: a package is to be installed, a file is to be made. */
function absentModule(message: string): string | undefined {
  const [, what = ""] = /^Cannot find (?:module|package) '([^']+)'/.exec(message) ?? [];
  if (what === "") return undefined;
  if (/^[./\\]|^\w:\\/.test(what)) return `The program asks for the file ${what}, which does not exist.`;
  const name = what.split("/", what.startsWith("@") ? 2 : 1).join("/");
  const module = name === what ? `The package ${name}` : `The module ${what} of the package ${name}`;
  return `${module} is not installed: run npm install in the program's folder.`;
}

/** A function that cannot be serialised: the way through what it captures ends with what is wrong. */
function unserialisable(message: string): string | undefined {
  if (!/^(error serializing property "\w+": )?Error serializing '/.test(message)) return undefined;
  return (message.split("Function code:")[0] ?? "").replace(/\s+/g, " ").trim();
}

/** Also where node says no more than that it is not defined. */
function requireInModule(message: string): string | undefined {
  if (!message.startsWith("require is not defined")) return undefined;
  return "The program is an ES module, in which require is not defined: it can use import instead.";
}

/** One line: the SDK's messages put their advice on a second. */
function oneSentence(text: string, mostLines = 3): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "" && !line.startsWith("at "))
    .slice(0, mostLines)
    .join("; ");
}

function timeoutSentence(processEnd: ProgramEnd, deployment: Deployment, seconds: number): string {
  const answer = processEnd.reports.findLast((report) => report.kind === "busy");
  if (answer?.kind !== "busy") return `The program did not end within ${seconds} seconds: it is busy in a loop.`;
  const names = [...new Set(answer.handles.flatMap((handle) => HANDLE_NAMES[handle] ?? []))];
  const keeps =
    names.length > 0 ? `${names.join(" and ")} keeps it running` : "it waits for something that does not come";
  const end = deployment.finished ? "ran to its end, but its process did not stop" : "did not end";
  return `The program ${end} within ${seconds} seconds: ${keeps}.`;
}
