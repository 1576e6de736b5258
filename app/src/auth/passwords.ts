import { type Algorithm, hash, verify } from "@node-rs/argon2";
import { BulkheadRejectedError, bulkhead } from "cockatiel";
import { Problem } from "../problem.js";

/** OWASP Password Storage Cheat Sheet, read on 2026-11-28: argon2id with 19 MiB, two passes, one lane at least. */
const options = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** What a password must be. NIST SP 800-63B: length matters, composition rules do not. */
export const passwordLimits = { minLength: 12, maxLength: 256 } as const;

/** Each one takes 19 MiB and a core for some tens of milliseconds: more at once would only starve everybody else. */
const atOnce = 4;
const waiting = 64;
const queue = bulkhead(atOnce, waiting);

/** Compared against when there is no such user, so that the answer takes as long. Of a password that nobody has. */
let ofNobody: Promise<string> | undefined;

/** The text to keep instead of a password: argon2id with its parameters and a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, options));
}

/** Whether the password is the one that was hashed; with no hash it is not, found out as slowly. */
export async function isPassword(password: string, hashed: string | undefined): Promise<boolean> {
  ofNobody ??= hash(crypto.randomUUID(), options);
  const against = hashed ?? (await ofNobody);
  return (await inTurn(() => verify(against, password))) && hashed !== undefined;
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await queue.execute(work);
  } catch (error) {
    if (!(error instanceof BulkheadRejectedError)) throw error;
    throw new Problem(503, "Too many people sign in right now. Try again in a moment.", {
      headers: { "retry-after": "2" },
    });
  }
}
