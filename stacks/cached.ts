/**
 * Cached: CloudFront and a firewall before the load balancer, pages and uploads from S3, a cache and read replicas before
 * the database.
 *
 * Adds to load balanced: what is read often is answered at the edge, by the cache or by a replica; requests that come too
 * fast are refused before they arrive.
 * Survives: any server, cache node or replica, and with a NAT gateway per zone and a database standby also any zone.
 * Still hurts: one deployable and one database for all teams; work that could wait is done while a user waits.
 * Costs: `npm run ladder` prints it.
 * Leave it when teams wait for each other's releases, or one part of the app needs another size than the rest.
 */
import * as pulumi from "@pulumi/pulumi";
import { Cache } from "../components/cache";
import { Database } from "../components/database";
import { Fleet } from "../components/fleet";
import { KeyRing } from "../components/key-ring";
import { LoadBalancer, Reach, Target } from "../components/load-balancer";
import { Network } from "../components/network";
import { ObjectStore } from "../components/object-store";
import { Observability } from "../components/observability";
import { SigningKey } from "../components/signing-key";
import { behindCdn, certificates, certificatesOf, edge } from "./edge";
import { moderationCall, moderationKey } from "./moderation";
import type { Settings } from "./settings";

export function cached(settings: Settings) {
  const { deletionProtection, webhookKeys: keys } = settings;

  const network = new Network("main", {
    zones: settings.zones,
    nat: settings.natGateways,
    flowLogs: settings.flowLogs,
  });

  const database = new Database("main", {
    network,
    instanceClass: settings.databaseClass,
    storageGiB: settings.databaseStorageGiB,
    standby: settings.databaseStandby,
    replicas: settings.databaseReplicas,
    deletionProtection,
  });
  const cache = new Cache("main", { network, nodeType: settings.cacheType, nodes: settings.cacheNodes });
  // The page that uploads is where the CDN is, and the CDN allows the page what it uploads to.
  const [siteUrl, settleUrl] = pulumi.deferredOutput<string>();
  const uploads = new ObjectStore("uploads", { uploadOrigins: [siteUrl], deletionProtection });
  const tokens = new SigningKey("tokens", { variable: "TOKEN_SECRET" });
  const webhookKeys = new KeyRing("webhook-keys", { variable: "WEBHOOK_SECRET_KEYS", keys, deletionProtection });

  const issued = certificates(settings);
  const front = new LoadBalancer("front", {
    network,
    targets: Target.Servers,
    reach: settings.openLoadBalancer ? Reach.Both : Reach.Cdn,
    ...(issued ? { certificateArn: issued.front.arn } : { plainHttp: settings.plainHttp }),
    deletionProtection,
  });
  const web = new Fleet("web", {
    network,
    behind: front,
    image: settings.image,
    instanceType: settings.serverType,
    minimum: settings.serversMinimum,
    maximum: settings.serversMaximum,
    uses: [
      database.access(),
      cache.access(),
      uploads.access(),
      tokens.access(),
      webhookKeys.access(),
      ...moderationKey(settings),
    ],
    environment: { APP_ROLE: "all", ...moderationCall(settings), ...behindCdn },
  });
  const { url, cdn } = edge(settings, { front, issued, uploads });
  settleUrl(url);

  const watch = new Observability("watch", {
    of: [cdn, network, ...certificatesOf(issued), front, web, database, cache],
    ...settings.listeners,
  });

  return { url, alarms: watch.alarmNames, dashboard: watch.dashboardUrl };
}
