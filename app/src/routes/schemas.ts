import { type Static, Type } from "typebox";

/** The id of anything: a version 7 UUID, which callers need not know. */
export const Id = Type.String({ format: "uuid" });

/** The id in a path. Any text is taken: what is no id names nothing, which is 404. Callers are told of ids alone. */
const idInPath = (published: object) => Type.Object({ id: Type.String({ maxLength: 100, published }) });

/** A path that names one thing by its id. */
export const ById = idInPath(Id);

/** A path that names a user, who may be whoever asks. */
export const ByIdOrMe = idInPath(Type.Union([Id, Type.Literal("me")]));

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

// Classes of characters written out, so that validators of other languages, which read the description, agree with ours.
/** What a database or a terminal would choke on; in text of several lines, all of it but line feeds and tabs. */
const controls = { line: "\\x00-\\x1f\\x7f-\\x9f", lines: "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f" } as const;
const spaces = " \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const surrogates = "\\ud800-\\udfff";

/**
 * Text that a person wrote. Half of a pair of surrogates is refused too; that is not published, as validators of other
 * languages have no name for it, and no way to send it.
 */
function text(limits: { readonly minLength?: number; readonly maxLength: number }, pattern: (also: string) => string) {
  const published = { type: "string", ...limits, pattern: pattern("") };
  return Type.String({ ...limits, pattern: pattern(surrogates), published });
}

/** Something visible somewhere. Each character fits one part of the pattern alone, so that the check takes no long way. */
function visible(kind: keyof typeof controls): (also: string) => string {
  const blank = kind === "line" ? spaces : `${spaces}\\n\\t`;
  return (also) => `^[${blank}]*[^${blank}${controls[kind]}${also}][^${controls[kind]}${also}]*$`;
}

function anything(kind: keyof typeof controls): (also: string) => string {
  return (also) => `^[^${controls[kind]}${also}]*$`;
}

/** One line: something visible. */
export const line = (maxLength: number) => text({ minLength: 1, maxLength }, visible("line"));

/** The same over several lines. */
export const lines = (maxLength: number) => text({ minLength: 1, maxLength }, visible("lines"));

/** What one says about oneself; empty when one says nothing. */
export const Bio = text({ maxLength: 500 }, anything("lines"));
export const Location = text({ maxLength: 80 }, anything("line"));

/** For the description of a route that asks who is there. */
export const signedIn = { security: [{ accessToken: [] }] };
