import type { FastifyRequest } from "fastify";
import type { KeyValueStore } from "../keyValue/keyValueStore.js";
import { Problem } from "../problem.js";
import { isSigned, toleranceSeconds } from "./signature.js";

/** Longer than an effect takes; after that its process is taken for dead, and the sender's next attempt does it. */
const runningSeconds = 60;
/** As long as a signature is good, before its time and after it, and a bit: then a copy is refused by its age. */
const seenSeconds = 2 * toleranceSeconds + 60;

/**
 * Takes a webhook that somebody else sends (Standard Webhooks): refused unless it is signed with the secret that they
 * have from us and made just now, and done once, whatever process a copy of it comes to.
 * @returns whether it was done now, and not before
 * @throws Problem 401 when it is not theirs, 409 while a copy of it is being worked on
 */
export async function takeWebhook(
  { headers, body }: Pick<FastifyRequest, "headers"> & { readonly body: Buffer },
  { secret, seen, sender }: { readonly secret: string; readonly seen: KeyValueStore; readonly sender: string },
  effect: () => Promise<void>,
): Promise<boolean> {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signature = headers["webhook-signature"];
  if (!isShort(id) || !isShort(timestamp) || typeof signature !== "string") throw unsigned();
  const given = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  if (!isSigned(secret, given, body, new Date())) throw unsigned();

  const key = `webhook:${sender}:${id}`;
  if (!(await seen.put(key, "running", { ttlSeconds: runningSeconds, ifAbsent: true }))) {
    if ((await seen.get(key)) === "done") return false;
    throw new Problem(409, "A copy of this message is being worked on.", { headers: { "retry-after": "5" } });
  }
  try {
    await effect();
  } catch (error) {
    await seen.delete(key, { ifEquals: "running" });
    throw error;
  }
  await seen.put(key, "done", { ttlSeconds: seenSeconds });
  return true;
}

function isShort(value: string | string[] | undefined): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= 256;
}

function unsigned(): Problem {
  return new Problem(401, "The message is not signed as agreed, or not of just now.");
}
