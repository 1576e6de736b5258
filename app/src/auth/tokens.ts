import { createSecretKey, type KeyObject } from "node:crypto";
import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import type { Caller } from "./caller.js";

/** How long an access token is good for: as long as a stolen one is of use, and as often as clients must renew it. */
export const accessTokenSeconds = 15 * 60;
/** How long a service's word for a caller is good for: a hop takes milliseconds; the rest is for clocks that differ. */
const serviceTokenSeconds = 60;

const issuer = "zero-to-millions";
const accessAudience = "zero-to-millions";
const algorithm = "HS256";
/** Tokens that a process remembers to be right: checking one takes longer than all else that a cached read does. */
const tokensKept = 10_000;
/** Clocks of servers that run NTP differ by far less. */
const clockToleranceSeconds = 5;

/** A token that is not one of ours, not for us, or no longer good. */
export class TokenRefused extends Error {
  override readonly name = "TokenRefused";
}

/** The keys that tokens are signed with. At least 32 bytes each: RFC 7518, section 3.2, for HS256. */
export interface TokenSecrets {
  /** Signs what callers carry. */
  readonly tokenSecret: string;
  /** Signs what services carry to each other. */
  readonly serviceSecret: string;
}

/** Signs and reads JSON Web Tokens: access tokens of callers, and the word of one service to another. */
export class Tokens {
  readonly #accessKey: KeyObject;
  readonly #serviceKey: KeyObject;
  readonly #access = new LRUCache<string, Checked<Caller>>({ max: tokensKept });
  readonly #word = new LRUCache<string, Checked<Caller | null>>({ max: tokensKept });

  constructor({ tokenSecret, serviceSecret }: TokenSecrets) {
    this.#accessKey = createSecretKey(tokenSecret, "utf8");
    this.#serviceKey = createSecretKey(serviceSecret, "utf8");
  }

  /** What a client shows to prove who it is, until {@link accessTokenSeconds} have passed. */
  signAccess(caller: Caller): Promise<string> {
    return sign(caller, { audience: accessAudience, seconds: accessTokenSeconds }, this.#accessKey);
  }

  /** Who an access token stands for that was read before and is still good. */
  knownAccess(token: string): Caller | undefined {
    return known(this.#access, token, "");
  }

  /** Whom the gateway speaks for by a word that was read before and is still good: null for nobody. */
  knownService(token: string, service: string): Caller | null | undefined {
    return known(this.#word, token, service);
  }

  /** The gateway's word to one service: this request came through it, from this caller or from nobody. */
  signService(caller: Caller | null, service: string): Promise<string> {
    return sign(caller, { audience: serviceAudience(service), seconds: serviceTokenSeconds }, this.#serviceKey);
  }

  /** Who an access token stands for. @throws TokenRefused */
  async readAccess(token: string): Promise<Caller> {
    const payload = await verify(token, accessAudience, this.#accessKey);
    const caller = callerFrom(payload);
    if (!caller) throw new TokenRefused("an access token names its user");
    this.#access.set(token, { caller, until: endOf(payload), service: "" });
    return caller;
  }

  /** Whom the gateway speaks for at `service`; null when nobody signed in. @throws TokenRefused */
  async readService(token: string, service: string): Promise<Caller | null> {
    const payload = await verify(token, serviceAudience(service), this.#serviceKey);
    const caller = callerFrom(payload);
    this.#word.set(token, { caller, until: endOf(payload), service });
    return caller;
  }
}

/** What a token that was checked says. */
interface Checked<Who> {
  readonly caller: Who;
  /** Milliseconds since 1970 when it ends. */
  readonly until: number;
  /** Whom it was for. */
  readonly service: string;
}

/** What a token that was checked before says: the signature of one is right for as long as it lasts. */
function known<Who>(checked: LRUCache<string, Checked<Who>>, token: string, service: string): Who | undefined {
  const found = checked.get(token);
  return found && found.service === service && Date.now() < found.until ? found.caller : undefined;
}

function endOf({ exp = 0 }: JWTPayload): number {
  return exp * 1_000;
}

/** A token for posts is of no use at auth. */
const serviceAudience = (service: string) => `zero-to-millions/${service}`;

function sign(
  caller: Caller | null,
  { audience, seconds }: { audience: string; seconds: number },
  key: KeyObject,
): Promise<string> {
  const token = new SignJWT(caller ? { handle: caller.handle } : {})
    .setProtectedHeader({ alg: algorithm, typ: "JWT" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`);
  return (caller ? token.setSubject(caller.userId) : token).sign(key);
}

async function verify(token: string, audience: string, key: KeyObject): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer,
      audience,
      algorithms: [algorithm],
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["exp", "iat"],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new TokenRefused(error.code, { cause: error });
    throw error;
  }
}

function callerFrom({ sub, handle }: JWTPayload): Caller | null {
  return sub !== undefined && typeof handle === "string" ? { userId: sub, handle } : null;
}
