import { createHmac } from "node:crypto";

/** What the gateway sends to a service for somebody who signed in: a JSON Web Token signed with the services' secret. */
export function serviceToken(service: string, userId: string, secret: string): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: "zero-to-millions",
    aud: `zero-to-millions/${service}`,
    sub: userId,
    handle: "ada",
    iat: now,
    exp: now + 60,
  };
  const signed = [{ alg: "HS256", typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
