import type { Caller } from "../auth/caller.js";
import type { Backends } from "../gateway/backends.js";
import { type Origin, originHeaders } from "../operations/trace.js";
import { readAfterHeaders } from "../readYourWrites.js";
import { OutboundFailed } from "../resilience/outboundRequest.js";
import { everythingByNow } from "../storage/readerPosition.js";
import type { LiveMessage } from "./liveSocket.js";

/** More than this is quicker read anew. */
const mostTold = 20;

interface Post {
  readonly id: string;
  readonly authorId: string;
}

/** What a client missed while it was not connected: ids are in the order of time. Too much, or unknown: read it anew. */
export async function missedSince(
  backends: Backends,
  caller: Caller,
  { after, origin }: { after: string; origin: Origin },
): Promise<readonly LiveMessage[]> {
  const request = {
    method: "GET",
    path: `/feed?limit=${mostTold + 1}`,
    // What was told before they came back is told to nobody again: a copy that lags may not have it yet.
    headers: { ...originHeaders(origin), ...readAfterHeaders(everythingByNow) },
  } as const;
  try {
    const { statusCode, body } = await backends.ask("posts", request, caller);
    if (statusCode !== 200) return [{ type: "resync" }];
    const { posts } = JSON.parse(body.toString("utf8")) as { posts: readonly Post[] };
    const missed = posts.filter(({ id }) => id > after).reverse();
    if (missed.length > mostTold) return [{ type: "resync" }];
    return missed.map(({ id, authorId }) => ({ type: "post.created", postId: id, authorId }));
  } catch (error) {
    if (error instanceof OutboundFailed) return [{ type: "resync" }];
    throw error;
  }
}
