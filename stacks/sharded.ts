/**
 * Sharded: services whose users and posts are spread over several databases by user id.
 *
 * Adds to services: as many writers as there are shards. The databases `main` and `posts` go on as the first shard of each;
 * a further one starts empty, and takes the users that the app's own tool moves to it.
 * Survives: what services survive; a shard that is down takes its own users with it, and no others.
 * Still hurts: one region; a question across users asks every shard; moving users is work.
 * Costs: `npm run ladder` prints it.
 * Leave it when the region is what you cannot lose, or visitors are far from it.
 */
import * as pulumi from "@pulumi/pulumi";
import { BackupPlan } from "../components/backup-plan";
import { Cache } from "../components/cache";
import { KeyRing } from "../components/key-ring";
import { KeyValueStore } from "../components/key-value-store";
import { LoadBalancer, Reach, Target } from "../components/load-balancer";
import { Network } from "../components/network";
import { ObjectStore } from "../components/object-store";
import { Observability } from "../components/observability";
import { Queue } from "../components/queue";
import { Release } from "../components/rollout";
import { SigningKey } from "../components/signing-key";
import { certificates, certificatesOf, edge } from "./edge";
import { onlyPlace } from "./places";
import { serviceTier } from "./service-tier";
import type { Settings } from "./settings";
import { shards } from "./shards";

export function sharded(settings: Settings) {
  const { deletionProtection, webhookKeys: keys } = settings;

  const network = new Network("main", {
    zones: settings.zones,
    nat: settings.natGateways,
    flowLogs: settings.flowLogs,
  });

  const { users, posts, databases } = shards(settings, network);
  const cache = new Cache("main", { network, nodeType: settings.cacheType, nodes: settings.cacheNodes });
  // The page that uploads is where the CDN is, and the CDN allows the page what it uploads to.
  const [siteUrl, settleUrl] = pulumi.deferredOutput<string>();
  const uploads = new ObjectStore("uploads", { uploadOrigins: [siteUrl], deletionProtection });
  const tasks = new Queue("tasks");
  const sessions = new KeyValueStore("sessions", { deletionProtection });
  const tokens = new SigningKey("tokens", { variable: "TOKEN_SECRET" });
  const serviceTokens = new SigningKey("service-tokens", { variable: "SERVICE_SECRET" });
  const webhookKeys = new KeyRing("webhook-keys", { variable: "WEBHOOK_SECRET_KEYS", keys, deletionProtection });
  new BackupPlan("backups", { resources: [...databases.map(({ arn }) => arn), sessions.arn], deletionProtection });

  const issued = certificates(settings);
  const front = new LoadBalancer("front", {
    network,
    targets: Target.Tasks,
    reach: settings.openLoadBalancer ? Reach.Both : Reach.Cdn,
    ...(issued ? { certificateArn: issued.front.arn } : { plainHttp: settings.plainHttp }),
    blueGreen: settings.release === Release.BlueGreen,
    deletionProtection,
  });
  const tier = serviceTier(settings, onlyPlace(settings), {
    network,
    front,
    usersData: users.access(),
    postsData: posts.access(),
    cache,
    uploads,
    sessions: sessions.access(),
    tasks,
    tokens: tokens.access(),
    serviceTokens: serviceTokens.access(),
    webhookKeys: webhookKeys.access(),
  });
  const { url, cdn } = edge(settings, { front, issued, uploads });
  settleUrl(url);

  const watch = new Observability("watch", {
    of: [cdn, network, ...certificatesOf(issued), front, ...tier.watched, ...databases, cache, sessions, tasks],
    ...settings.listeners,
  });

  return { url, alarms: watch.alarmNames, dashboard: watch.dashboardUrl };
}
