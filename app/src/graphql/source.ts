import type { Counts } from "../posts/counts.js";
import type { Page } from "../storage/page.js";

/** A person as the schema shows them. */
export interface ShownUser {
  readonly id: string;
  readonly handle: string;
  readonly displayName: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A post as the schema shows it; its author is asked for apart. */
export interface ShownPost {
  readonly id: string;
  readonly authorId: string;
  readonly body: string;
  readonly createdAt: string;
  readonly pictureUrl: string | null;
}

/** What somebody says of themselves, as the schema shows it. */
export interface ShownProfile {
  readonly bio: string;
  readonly location: string;
  readonly pictureUrl: string | null;
}

interface Ids {
  readonly ids: readonly string[];
}

interface Many {
  readonly limit: number;
  /** Id of the last one of the page before. */
  readonly after?: string | undefined;
}

/** For what is created: the same in every attempt of one request, another one for each thing. */
interface Creation {
  readonly creationId: string;
}

export interface UserSource {
  /** Without those that are not there, in no order. */
  users(which: Ids): Promise<readonly ShownUser[]>;
  userByHandle(which: { readonly handle: string }): Promise<ShownUser | null>;
  newestUsers(which: Many): Promise<Page<ShownUser>>;
  /** One for each id, in their order. */
  profiles(which: Ids): Promise<readonly ShownProfile[]>;
  /** Null when the user is gone. A picture that is left out stays. */
  replaceProfile(given: {
    readonly bio: string;
    readonly location: string;
    readonly pictureKey?: string | null | undefined;
  }): Promise<ShownProfile | null>;
}

export interface PostSource {
  /** Without those that are not there, in no order. */
  posts(which: Ids): Promise<readonly ShownPost[]>;
  postsBy(which: Many & { readonly id: string }): Promise<Page<ShownPost>>;
  feed(which: Many): Promise<Page<ShownPost>>;
  /** One for each id, in their order. */
  counts(which: Ids): Promise<readonly Counts[]>;
  followedBy(which: Many & { readonly id: string }): Promise<Page<string>>;
  followersOf(which: Many & { readonly id: string }): Promise<Page<string>>;
  publishPost(
    given: Creation & { readonly body: string; readonly pictureKey?: string | undefined },
  ): Promise<ShownPost>;
  /** Whether there was such a post of the caller. */
  deletePost(which: { readonly id: string }): Promise<boolean>;
  /** Whether it changed anything. */
  follow(which: { readonly id: string }): Promise<boolean>;
  /** Whether it changed anything. */
  unfollow(which: { readonly id: string }): Promise<boolean>;
}

/**
 * What the schema is answered from, for one request: this process's databases, or the services behind the gateway. What
 * is asked by id is asked for many at once.
 */
export interface Source extends UserSource, PostSource {
  /** What the caller sends along to see what this request has written (`x-read-after`); undefined when it is nothing. */
  readAfter(): Promise<string | undefined>;
}
