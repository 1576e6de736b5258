/** A reason not to start that a person can act on: shown as its message alone, without a stack trace. */
export class StartError extends Error {
  override readonly name = "StartError";

  constructor(
    message: string,
    /** Exit code of the process: 2 for its environment, 1 for anything else. */
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}
