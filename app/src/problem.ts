import { STATUS_CODES } from "node:http";

/** One part of a request that is not right. */
export interface InputMistake {
  /** JSON pointer into the body, or the name of the query parameter. */
  readonly at: string;
  readonly detail: string;
}

/** The body of an error answer: `application/problem+json`, RFC 9457. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly InputMistake[];
}

interface ProblemExtras {
  /** What went wrong underneath: for the log, never for the caller. */
  readonly cause?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly InputMistake[];
}

/** An answer that is not a success, with words for whoever called. Thrown by routes, sent by the error handler. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly InputMistake[];

  constructor(
    readonly statusCode: number,
    detail: string,
    { cause, headers = {}, errors = [] }: ProblemExtras = {},
  ) {
    super(detail, { cause });
    this.headers = headers;
    this.errors = errors;
  }

  /** The answer's body for the request with this id. */
  body(requestId: string): ProblemBody {
    return {
      type: "about:blank",
      title: STATUS_CODES[this.statusCode] ?? "Error",
      status: this.statusCode,
      detail: this.message,
      requestId,
      ...(this.errors.length > 0 && { errors: this.errors }),
    };
  }
}
