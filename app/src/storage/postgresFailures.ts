/** Classes and codes of SQLSTATE that say something about the connection or the server, not about the statement. */
const passing = /^(08...|57P0[1-4]|53300|25006|40001|40P01)$/;

/**
 * Whether an error is about the way to the server: it is gone, closing, starting, full, or not the primary any more.
 * Errors without a code of five characters come from the network or from waiting too long.
 */
export function isConnectionFailure(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code) && code !== "EPIPE") return passing.test(code);
  if (code !== undefined) return networkCodes.has(code);
  return error instanceof Error && /Connection terminated|timeout|Client has encountered/i.test(error.message);
}

const networkCodes: ReadonlySet<string> = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"],
]);

/** Whether a statement was refused because its row is on its way to another database (`migrations/stores`). */
export function isMoving(error: unknown): boolean {
  return codeOf(error) === "ZM001";
}

/** Whether somebody else kept a lock for longer than the statement would wait. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === "55P03" || codeOf(error) === "40P01";
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
