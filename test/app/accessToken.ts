import { createHmac } from "node:crypto";

interface Forged {
  readonly secret: string;
  /** @default HS256 */
  readonly header?: object;
}

/** A token as whoever knows the format puts it together, with the right key or another. */
export function signToken(claims: object, { secret, header = { alg: "HS256", typ: "JWT" } }: Forged): string {
  const content = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const hash = JSON.stringify(header).includes("HS512") ? "sha512" : "sha256";
  return `${content}.${createHmac(hash, secret).update(content).digest("base64url")}`;
}

/** The access token of a user, good for ten minutes. */
export function accessTokenOf(userId: string, secret: string): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    iss: "zero-to-millions",
    aud: "zero-to-millions",
    sub: userId,
    handle: "somebody",
    iat,
    exp: iat + 600,
  };
  return signToken(claims, { secret });
}
