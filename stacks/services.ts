/**
 * Services: a gateway before auth, users and posts on Fargate, a database for users and one for posts, a cache, a
 * key-value store, a queue with workers, and CloudFront before all of it.
 *
 * Adds to cached: services that scale, are released and fail apart; work that may wait; sessions that no server keeps; a
 * year of backups. The database `main` goes on as the users' database.
 * Survives: any task, any zone, a database's primary, a cache node, a bad release, a message nobody can process.
 * Still hurts: one region; one writer per database.
 * Costs: `npm run ladder` prints it.
 * Leave it when the region is what you cannot lose, or one writer is no longer enough.
 */
import * as pulumi from "@pulumi/pulumi";
import { BackupPlan } from "../components/backup-plan";
import { Cache } from "../components/cache";
import { Database } from "../components/database";
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

export function services(settings: Settings) {
  const { deletionProtection, webhookKeys: keys } = settings;

  const network = new Network("main", {
    zones: settings.zones,
    nat: settings.natGateways,
    flowLogs: settings.flowLogs,
  });

  const data = {
    network,
    instanceClass: settings.databaseClass,
    storageGiB: settings.databaseStorageGiB,
    standby: settings.databaseStandby,
    replicas: settings.databaseReplicas,
    deletionProtection,
  };
  const usersData = new Database("main", data);
  const postsData = new Database("posts", data);
  const cache = new Cache("main", { network, nodeType: settings.cacheType, nodes: settings.cacheNodes });
  // The page that uploads is where the CDN is, and the CDN allows the page what it uploads to.
  const [siteUrl, settleUrl] = pulumi.deferredOutput<string>();
  const uploads = new ObjectStore("uploads", { uploadOrigins: [siteUrl], deletionProtection });
  const tasks = new Queue("tasks");
  const sessions = new KeyValueStore("sessions", { deletionProtection });
  const tokens = new SigningKey("tokens", { variable: "TOKEN_SECRET" });
  const serviceTokens = new SigningKey("service-tokens", { variable: "SERVICE_SECRET" });
  const webhookKeys = new KeyRing("webhook-keys", { variable: "WEBHOOK_SECRET_KEYS", keys, deletionProtection });
  new BackupPlan("backups", { resources: [usersData.arn, postsData.arn, sessions.arn], deletionProtection });

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
    usersData: [usersData.access()],
    postsData: [postsData.access()],
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
    of: [cdn, network, ...certificatesOf(issued), front, ...tier.watched, usersData, postsData, cache, sessions, tasks],
    ...settings.listeners,
  });

  return { url, alarms: watch.alarmNames, dashboard: watch.dashboardUrl };
}
