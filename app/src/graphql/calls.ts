import { Type } from "typebox";
import type { PostSource, UserSource } from "./source.js";

/** More than one answer can need: the limit of a question's cost. */
const Ids = Type.Object({ ids: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 2_000 }) });
const id = { id: Type.String({ maxLength: 100 }) };
const many = { limit: Type.Integer({ minimum: 1, maximum: 100 }), after: Type.Optional(Type.String()) };
const Id = Type.Object(id);
const Many = Type.Object(many);
const ManyOf = Type.Object({ ...id, ...many });

/** What the gateway asks the users service for: the methods and what each takes. */
export const userCalls = {
  users: Ids,
  userByHandle: Type.Object({ handle: Type.String() }),
  newestUsers: Many,
  profiles: Ids,
  replaceProfile: Type.Object({
    bio: Type.String(),
    location: Type.String(),
    pictureKey: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
} as const satisfies Record<keyof UserSource, object>;

/** The same of the posts service. */
export const postCalls = {
  posts: Ids,
  postsBy: ManyOf,
  feed: Many,
  counts: Ids,
  followedBy: ManyOf,
  followersOf: ManyOf,
  publishPost: Type.Object({
    body: Type.String(),
    pictureKey: Type.Optional(Type.String()),
    creationId: Type.String({ format: "uuid" }),
  }),
  deletePost: Id,
  follow: Id,
  unfollow: Id,
} as const satisfies Record<keyof PostSource, object>;

/** Where services answer them. No path that the gateway passes on begins so. */
export const callsPath = "/graphql-calls";
