import { GraphQLError } from "graphql";
import type { TString } from "typebox";
import { Value } from "typebox/value";
import { type Caller, requireCaller } from "../auth/caller.js";
import { Bio, Location, lines } from "../routes/schemas.js";
import { isId } from "../storage/id.js";
import type { Page } from "../storage/page.js";
import { mostItems } from "./limits.js";
import type { Loaders } from "./loaders.js";
import type { ShownPost, ShownUser, Source } from "./source.js";

/** What every resolver knows of the request. */
export interface GraphQLContext {
  readonly caller: Caller | null;
  readonly source: Source;
  /** For the next thing that this request creates: the same in every attempt, another one for each thing. */
  readonly nextId: () => string;
  readonly loaders: Loaders;
}

interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

interface GivenProfile {
  readonly bio: string;
  readonly location: string;
  readonly pictureKey?: string | null;
}

/** The roots of the schema over the same services as REST; what things have in common is in `user` and `post`. */
export const root = {
  me: async (_: unknown, { caller, loaders }: GraphQLContext) =>
    user(caller && (await loaders.user.load(caller.userId))),
  user: async ({ id, handle }: { id?: string | null; handle?: string | null }, context: GraphQLContext) => {
    if ((id == null) === (handle == null)) throw new GraphQLError("Ask for a user by id or by handle.");
    const { loaders, source } = context;
    return user(id == null ? await source.userByHandle({ handle: handle ?? "" }) : await loaders.user.load(id));
  },
  users: async (page: PageArguments, { source }: GraphQLContext) =>
    mapped(await source.newestUsers(within(page)), user),
  post: async ({ id }: { id: string }, { loaders }: GraphQLContext) => post(await loaders.post.load(id)),
  async feed(page: PageArguments, context: GraphQLContext) {
    requireCaller(context);
    return mapped(await context.source.feed(within(page)), post);
  },
  async publishPost(given: { body: string; pictureKey?: string | null }, context: GraphQLContext) {
    requireCaller(context);
    const body = textIn(given.body, lines(2_000), "A post has 1 to 2,000 characters, and no control characters.");
    const pictureKey = given.pictureKey ?? undefined;
    return post(await context.source.publishPost({ body, pictureKey, creationId: context.nextId() }));
  },
  deletePost: ({ id }: { id: string }, context: GraphQLContext) =>
    requireCaller(context) && context.source.deletePost({ id: idIn(id) }),
  async replaceProfile(given: GivenProfile, context: GraphQLContext) {
    requireCaller(context);
    const bio = textIn(given.bio, Bio, "What one says about oneself has up to 500 characters.");
    const location = textIn(given.location, Location, "A place has up to 80 characters, on one line.");
    const stored = await context.source.replaceProfile({ bio, location, pictureKey: given.pictureKey });
    if (!stored) throw new GraphQLError("This user is gone.");
    return stored;
  },
  follow: ({ userId }: { userId: string }, context: GraphQLContext) =>
    requireCaller(context) && context.source.follow({ id: idIn(userId) }),
  unfollow: ({ userId }: { userId: string }, context: GraphQLContext) =>
    requireCaller(context) && context.source.unfollow({ id: idIn(userId) }),
};

/** A user as the schema shows them: what needs another question is a function, asked only when it is wanted. */
function user(found: ShownUser | null): object | null {
  return (
    found && {
      ...found,
      counts: (_: unknown, { loaders }: GraphQLContext) => loaders.counts.load(found.id),
      profile: (_: unknown, { loaders }: GraphQLContext) => loaders.profile.load(found.id),
      posts: async (page: PageArguments, { source }: GraphQLContext) =>
        mapped(await source.postsBy({ id: found.id, ...within(page) }), post),
      following: async (page: PageArguments, context: GraphQLContext) =>
        people(await context.source.followedBy({ id: found.id, ...within(page) }), context),
      followers: async (page: PageArguments, context: GraphQLContext) =>
        people(await context.source.followersOf({ id: found.id, ...within(page) }), context),
    }
  );
}

function post(found: ShownPost | null): object | null {
  return (
    found && {
      ...found,
      author: async (_: unknown, { loaders }: GraphQLContext) => user(await loaders.user.load(found.authorId)),
    }
  );
}

async function people({ items, next }: Page<string>, { loaders }: GraphQLContext) {
  const found = await Promise.all(items.map((id) => loaders.user.load(id)));
  return { items: found.filter((each) => each !== null).map(user), next };
}

function mapped<Item>({ items, next }: Page<Item>, show: (item: Item) => object | null) {
  return { items: items.map(show), next };
}

function within({ first, after }: PageArguments): { readonly limit: number; readonly after?: string } {
  if (first < 1 || first > mostItems) throw new GraphQLError(`A page has 1 to ${mostItems} items, not ${first}.`);
  return { limit: first, ...(after != null && { after: idIn(after) }) };
}

/** The same rules as over REST. */
function textIn(text: string, rule: TString, otherwise: string): string {
  if (Value.Check(rule, text)) return text.trim();
  throw new GraphQLError(otherwise);
}

function idIn(text: string): string {
  if (isId(text)) return text;
  throw new GraphQLError(`${JSON.stringify(text.slice(0, 50))} is no id.`);
}
