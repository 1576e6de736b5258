import type { Access } from "../components/access";
import type { Watched } from "../components/alarm";
import type { Cache } from "../components/cache";
import { Cluster } from "../components/cluster";
import type { LoadBalancer } from "../components/load-balancer";
import type { Network } from "../components/network";
import type { ObjectStore } from "../components/object-store";
import type { Queue } from "../components/queue";
import { Service } from "../components/service";
import { Worker } from "../components/worker";
import { behindCdn } from "./edge";
import { moderationCall, moderationKey } from "./moderation";
import type { Place } from "./places";
import type { Settings } from "./settings";

/** 200 a second: the gateway waits for others most of the time, so that its CPU alone says too little. */
const GATEWAY_REQUESTS_PER_MINUTE = 12_000;

/** What the services of one region stand on and use. */
export interface ServiceTierArgs {
  readonly network: Network;
  /** Before the gateway. */
  readonly front: LoadBalancer;
  /** The users' database: one, or its shards and the map of them. */
  readonly usersData: readonly Access[];
  readonly postsData: readonly Access[];
  readonly cache: Cache;
  readonly uploads: ObjectStore;
  readonly sessions: Access;
  readonly tasks: Queue;
  /** The key of the tokens that people have: auth signs them, the gateway checks them. */
  readonly tokens: Access;
  /** The key of the tokens by which services know each other. */
  readonly serviceTokens: Access;
  /** The keys that secrets of webhooks are encrypted with: posts takes such secrets, workers sign with them. */
  readonly webhookKeys: Access;
}

export interface ServiceTier {
  /** What deserves alarms. */
  readonly watched: readonly Watched[];
  /** What connects to the users' database. */
  readonly callUsersData: readonly (Service | Worker)[];
  readonly callPostsData: readonly (Service | Worker)[];
}

/** A gateway before auth, users and posts on Fargate, and workers on a queue: the code of one region. */
export function serviceTier(
  settings: Settings,
  place: Pick<Place, "named" | "opts" | "image"> & Partial<Pick<Place, "region">>,
  args: ServiceTierArgs,
): ServiceTier {
  const { named, opts, image } = place;
  const { network, front, usersData, postsData } = args;
  const cache = args.cache.access();
  const uploads = args.uploads.access();
  const { sessions, tasks, tokens, serviceTokens, webhookKeys } = args;

  const cluster = new Cluster(named("main"), {}, opts);
  const scale = { cluster, network, image, minimum: settings.tasksMinimum, maximum: settings.tasksMaximum };
  const { release } = settings;
  const service = (role: string, uses: readonly Access[]) =>
    new Service(named(role), { ...scale, release, uses, environment: { APP_ROLE: role } }, opts);

  const auth = service("auth", [...usersData, cache, sessions, tokens, serviceTokens]);
  const users = service("users", [...usersData, cache, uploads, sessions, serviceTokens]);
  const posts = service("posts", [
    ...[...postsData, cache, uploads, sessions, serviceTokens, webhookKeys, tasks.producerAccess()],
    ...moderationKey(settings, place.region),
  ]);
  const worker = new Worker(
    named("worker"),
    {
      ...scale,
      queue: tasks,
      uses: [...postsData, cache, uploads, webhookKeys],
      environment: { APP_ROLE: "worker", ...moderationCall(settings) },
    },
    opts,
  );
  const gateway = new Service(
    named("gateway"),
    {
      ...scale,
      release,
      behind: front,
      targetRequestsPerMinute: GATEWAY_REQUESTS_PER_MINUTE,
      uses: [
        ...[found("AUTH_URL", auth), found("USERS_URL", users), found("POSTS_URL", posts)],
        ...[cache, sessions, tokens, serviceTokens],
      ],
      environment: { APP_ROLE: "gateway", ...behindCdn },
    },
    opts,
  );

  return {
    watched: [gateway, auth, users, posts, worker],
    callUsersData: [auth, users],
    callPostsData: [posts, worker],
  };
}

/** By the same variable in every region, whatever the service is called there. */
function found(variable: string, service: Service): Access {
  return { ...service.access(), environment: { [variable]: service.url } };
}
