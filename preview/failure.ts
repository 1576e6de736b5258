/** Exit codes of the preview command. */
export const ExitCode = {
  Fine: 0,
  /** At least one mandatory finding. */
  MandatoryFindings: 1,
  /** A usage or configuration error: nothing was run. */
  Usage: 2,
  /** The previewed program threw, exited, hung, or registered something an engine refuses. */
  ProgramFailed: 3,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A mistake in the command line, a project file or a configuration file. The message is one clear sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The program under preview failed. The message is one clear sentence; `frames` are the program's own, most recent first. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
  constructor(
    message: string,
    readonly frames: readonly string[] = [],
  ) {
    super(message);
  }
}

/** What was wrong with an option, without Node's advice on how to write another. */
export function optionFault(error: unknown): string {
  const message = String((error as { readonly message?: unknown }).message ?? error);
  return message.split(/\n|\. To specify/)[0] ?? "";
}

/** Says on stderr, in one sentence, why a command ended; returns its exit code. */
export function reportFailure(error: unknown): ExitCode {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof UsageError ? ExitCode.Usage : ExitCode.ProgramFailed;
}
