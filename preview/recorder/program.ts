import { join } from "node:path";
import type { Duplex } from "node:stream";
import type { Project } from "../project";
import { PARTLY_KNOWN, TOKEN_HEADER } from "./names-on-the-wire";
import { type ProgramEnd, runProcess } from "./program-process";
import { locateSdk, usesModules } from "./sdk-location";

const PRELOAD = join(__dirname, "child", "preload.cjs");
/** What the SDK reads from the environment; a value of the caller's own must not reach the program. */
const OWN_VARIABLES = /^(PULUMI_(NODEJS|CONFIG|DEBUG_PROMISE)|PREVIEW_CHILD$|TRACEPARENT$|PULUMI_OTEL|TSX_)/;
const PARALLEL = 16;
/** MiB. A program makes many short-lived objects: with Node's 1 to 16, collecting them takes twice the time. */
const YOUNG_GENERATION = ["--min-semi-space-size=32", "--max-semi-space-size=32"];

export interface ProgramRun {
  readonly project: Project;
  readonly organization: string;
  readonly sealed: string;
  readonly token: string;
  readonly port: number;
  readonly timeoutSeconds: number;
  readonly asUnderTheCli: boolean;
  readonly onLine: (stream: "stdout" | "stderr", line: string) => void;
  /** Given the pipe over which the process calls the preview. */
  readonly onCalls: (pipe: Duplex) => void;
  /** Ends the process when it is aborted. */
  readonly signal: AbortSignal;
}

/** Runs the program with Pulumi's own Node host, as its language host for Node does, in a dry run. */
export function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  const { project } = run;
  const location = locateSdk(project.workingDirectory);
  const address = `127.0.0.1:${run.port}`;
  return runProcess({
    workingDirectory: project.workingDirectory,
    timeoutSeconds: run.timeoutSeconds,
    onLine: run.onLine,
    onCalls: run.onCalls,
    signal: run.signal,
    environment: environment(run, location),
    arguments: [
      ...YOUNG_GENERATION,
      "--require",
      PRELOAD,
      ...project.runtime.nodeArguments,
      location.host,
      ...["--monitor", address],
      ...["--engine", address],
      ...["--organization", run.organization],
      ...["--project", project.name],
      ...["--root-directory", project.root],
      ...["--stack", project.stack],
      ...["--pwd", project.workingDirectory],
      "--dry-run",
      ...["--parallel", String(PARALLEL)],
      project.entryPoint,
    ],
  });
}

function environment(run: ProgramRun, location: ReturnType<typeof locateSdk>): NodeJS.ProcessEnv {
  const { project } = run;
  const own = Object.entries(process.env).filter(([name]) => !OWN_VARIABLES.test(name));
  const values = Object.entries(project.config.values);
  const config = values.map(([key, { text }]) => [key.replace(":", ":config:"), text]);
  const { typescript, tsconfig } = project.runtime;
  return {
    ...Object.fromEntries(own),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(config)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(values.filter(([, { secret }]) => secret).map(([key]) => key)),
    PREVIEW_CHILD: JSON.stringify({
      ...location,
      port: run.port,
      header: TOKEN_HEADER,
      token: run.token,
      sealed: run.sealed,
      configIncomplete: project.environments.length > 0,
      partlyKnown: PARTLY_KNOWN,
      workingDirectory: project.workingDirectory,
      typescript,
      tsconfig,
      asUnderTheCli: run.asUnderTheCli,
      modules: usesModules(project.workingDirectory),
    }),
  };
}
