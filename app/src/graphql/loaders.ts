import DataLoader from "dataloader";
import type { Counts } from "../posts/counts.js";
import type { ShownPost, ShownProfile, ShownUser, Source } from "./source.js";

/** Gathers what one question asks for by id, so that each kind of thing is asked for once, whatever needs it. */
export interface Loaders {
  readonly user: DataLoader<string, ShownUser | null>;
  readonly post: DataLoader<string, ShownPost | null>;
  readonly counts: DataLoader<string, Counts>;
  readonly profile: DataLoader<string, ShownProfile>;
}

/** Loaders for one request: they remember what they have read, so they never outlive it. */
export function loadersFor(source: Source): Loaders {
  return {
    user: new DataLoader(async (ids) => inOrder(ids, await source.users({ ids }))),
    post: new DataLoader(async (ids) => inOrder(ids, await source.posts({ ids }))),
    counts: new DataLoader((ids) => source.counts({ ids })),
    profile: new DataLoader((ids) => source.profiles({ ids })),
  };
}

function inOrder<Item extends { readonly id: string }>(ids: readonly string[], found: readonly Item[]) {
  const byId = new Map(found.map((item) => [item.id, item]));
  return ids.map((id) => byId.get(id) ?? null);
}
