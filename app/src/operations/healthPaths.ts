/** Asked by whoever watches this process, not by callers of the API: answered whoever asks, and however busy it is. */
export const healthPaths: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);
