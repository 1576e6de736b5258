import type { IncomingMessage } from "node:http";

/**
 * Whether a WebSocket may be opened from the page that asks: browsers let any page open one anywhere, and only say from
 * where in `Origin`. Programs that are no browsers send none.
 */
export function isOwnOrigin({ headers }: Pick<IncomingMessage, "headers">, allowed: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined || allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
