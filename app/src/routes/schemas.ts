import { type Static, Type } from "typebox";

/** The id of anything: a version 7 UUID, which callers need not know. */
export const Id = Type.String({ format: "uuid" });

/** A path that names one thing by its id. Any text is taken: what is no id names nothing, which is 404. */
export const ById = Type.Object({ id: Type.String({ maxLength: 100 }) });

/** How much of a list, and from where. */
export const PageQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({
        pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        description: "Id of the last one of the page before.",
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  },
  { additionalProperties: false },
);

/** Path of the next page; null on the last one. */
export const Next = Type.Union([Type.String(), Type.Null()], {
  description: "Path of the next page; null on the last one.",
});

/** The path of the page after one. */
export function nextPath(path: string, next: string | undefined, limit: number): string | null {
  return next === undefined ? null : `${path}?after=${next}&limit=${limit}`;
}

export const defaultPageSize = 20;

/** A person as every answer shows them. */
export const UserAnswer = Type.Object({
  id: Id,
  handle: Type.String(),
  displayName: Type.String(),
  createdAt: Type.String({ format: "date-time" }),
});

/** A post as every answer shows it. */
export const PostAnswer = Type.Object({
  id: Id,
  authorId: Id,
  body: Type.String(),
  createdAt: Type.String({ format: "date-time" }),
  // Last, as in the cache: `posts/cachedPosts.ts`.
  pictureUrl: Type.Union([Type.String(), Type.Null()], {
    description: "Where the picture is, for a while; null without one.",
  }),
});

export type PostAnswer = Static<typeof PostAnswer>;

export const PostsAnswer = Type.Object({ posts: Type.Array(PostAnswer), next: Next });

/** One line that a person wrote: something visible, nothing that a database or a terminal would choke on. */
export const line = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: "^(?=.*\\S)[^\\p{Cc}\\p{Cs}]+$" });

/** The same over several lines. */
export const lines = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: "^(?=[\\s\\S]*\\S)([^\\p{Cc}\\p{Cs}]|[\\n\\t])+$" });

/** What one says about oneself; empty when one says nothing. */
export const Bio = Type.String({ maxLength: 500, pattern: "^([^\\p{Cc}\\p{Cs}]|[\\n\\t])*$" });
export const Location = Type.String({ maxLength: 80, pattern: "^[^\\p{Cc}\\p{Cs}]*$" });

/** For the description of a route that asks who is there. */
export const signedIn = { security: [{ accessToken: [] }] };
