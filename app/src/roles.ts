import { addHousekeeping, addOutboxRelay, addWorker } from "./backgroundWork.js";
import type { Config } from "./config.js";
import { addGateway, addLocalEntry } from "./gateway/gateway.js";
import { addAccountRoutes } from "./routes/accounts.js";
import { addFollowLists, addFollowRoutes } from "./routes/follows.js";
import { addLocalGraphQL } from "./routes/graphql.js";
import { addGraphQLCalls } from "./routes/graphqlCalls.js";
import { addPage } from "./routes/page.js";
import { addPictures } from "./routes/pictures.js";
import { addPostLists, addPostRoutes } from "./routes/posts.js";
import { addProfileRoutes } from "./routes/profiles.js";
import { addSessionRoutes } from "./routes/sessions.js";
import { addUserRoutes } from "./routes/users.js";
import { addVerdicts } from "./routes/verdicts.js";
import { addWebhookRoutes } from "./routes/webhooks.js";
import type { Services } from "./services.js";
import type { MigrationSet } from "./storage/migrations.js";
import type { App } from "./typedApp.js";

/** Something that a process answers or does: adds its routes and hooks. */
type Feature = (app: App, services: Services, config: Config) => void;

interface Role {
  /** Whose tables its database has; none for a role without a database. */
  readonly tables: readonly MigrationSet[];
  readonly features: readonly Feature[];
  /** Reached through the gateway alone, whose signature it asks for. */
  readonly behindGateway: boolean;
}

const users: readonly Feature[] = [
  addUserRoutes,
  addProfileRoutes,
  addPictures("profiles"),
  addHousekeeping(["profiles"]),
];
const posts: readonly Feature[] = [
  addPostRoutes,
  addPostLists,
  addFollowRoutes,
  addFollowLists,
  addPictures("posts"),
  addWebhookRoutes,
  addVerdicts,
  addOutboxRelay,
];
const auth: readonly Feature[] = [addAccountRoutes, addSessionRoutes];
const worker: readonly Feature[] = [addWorker, addHousekeeping(["posts"])];
const edge: readonly Feature[] = [addPage];

/** What each role is made of: the one place that says which part of the app runs where. */
export const roles: Readonly<Record<Config["role"], Role>> = {
  all: {
    tables: ["users", "posts", "stores"],
    features: [...auth, ...users, ...posts, ...worker, addLocalGraphQL, ...edge, addLocalEntry],
    behindGateway: false,
  },
  gateway: { tables: [], features: [...edge, addGateway], behindGateway: false },
  auth: { tables: ["users", "stores"], features: auth, behindGateway: true },
  users: { tables: ["users", "stores"], features: [...users, addGraphQLCalls("users")], behindGateway: true },
  posts: { tables: ["posts", "stores"], features: [...posts, addGraphQLCalls("posts")], behindGateway: true },
  worker: { tables: ["posts", "stores"], features: worker, behindGateway: true },
};
