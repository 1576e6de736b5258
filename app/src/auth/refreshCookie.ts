import type { FastifyReply, FastifyRequest } from "fastify";
import { sessionSeconds } from "./sessions.js";

const name = "refresh";

/**
 * The refresh token as a cookie that no script can read, that is sent to `/sessions` alone, and by no other site. Over
 * TLS only, unless the page itself came without: on a laptop.
 */
export function setRefreshCookie(request: FastifyRequest, reply: FastifyReply, refreshToken: string): void {
  reply.header("set-cookie", cookie(request, refreshToken, sessionSeconds));
}

/** Tells the browser to forget it. */
export function clearRefreshCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.header("set-cookie", cookie(request, "", 0));
}

/** The refresh token that a request brings, if any. */
export function refreshTokenOf({ headers }: FastifyRequest): string | undefined {
  const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim().split("=", 2));
  return pairs.find(([key]) => key === name)?.[1] || undefined;
}

function cookie({ headers }: FastifyRequest, value: string, seconds: number): string {
  const isSecure = headers["x-forwarded-proto"] === "https" || headers["cloudfront-forwarded-proto"] === "https";
  const parts = [`${name}=${value}`, "Path=/sessions", `Max-Age=${seconds}`, "HttpOnly", "SameSite=Strict"];
  return [...parts, ...(isSecure ? ["Secure"] : [])].join("; ");
}
