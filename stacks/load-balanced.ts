/**
 * Load balanced: an HTTPS load balancer over servers in several zones, with the database on RDS and uploads on S3.
 *
 * Adds to the single server: servers that replace themselves, a database with a standby, a release without downtime.
 * Survives: any server, and with a NAT gateway per zone and a database standby also any zone.
 * Still hurts: every read hits the primary; files and pages come from the servers.
 * Costs: `npm run ladder` prints it.
 * Leave it when reads outgrow one database, or teams outgrow one deployable.
 */
import { Certificate } from "../components/certificate";
import { Database } from "../components/database";
import { Dns } from "../components/dns";
import { Fleet } from "../components/fleet";
import { KeyRing } from "../components/key-ring";
import { LoadBalancer, Target } from "../components/load-balancer";
import { Network } from "../components/network";
import { ObjectStore } from "../components/object-store";
import { Observability } from "../components/observability";
import { SigningKey } from "../components/signing-key";
import { moderationCall, moderationKey } from "./moderation";
import type { Settings } from "./settings";

export function loadBalanced(settings: Settings) {
  const { site, deletionProtection, webhookKeys: keys } = settings;

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

  const certificate = site && new Certificate("site", site);
  const front = new LoadBalancer("front", {
    network,
    targets: Target.Servers,
    ...(certificate ? { certificateArn: certificate.arn } : { plainHttp: settings.plainHttp }),
    deletionProtection,
  });
  const url = site ? `https://${site.domain}` : front.url;
  const uploads = new ObjectStore("uploads", { uploadOrigins: [url], deletionProtection });
  const tokens = new SigningKey("tokens", { variable: "TOKEN_SECRET" });
  const webhookKeys = new KeyRing("webhook-keys", { variable: "WEBHOOK_SECRET_KEYS", keys, deletionProtection });
  const web = new Fleet("web", {
    network,
    behind: front,
    image: settings.image,
    instanceType: settings.serverType,
    minimum: settings.serversMinimum,
    maximum: settings.serversMaximum,
    uses: [database.access(), uploads.access(), tokens.access(), webhookKeys.access(), ...moderationKey(settings)],
    environment: { APP_ROLE: "all", ...moderationCall(settings) },
  });

  if (site) {
    new Dns("site", { ...site, target: { dnsName: front.dnsName, zoneId: front.zoneId, knowsHealth: true } });
  }

  const watch = new Observability("watch", {
    of: [network, ...(certificate ? [certificate] : []), front, web, database],
    ...settings.listeners,
  });

  return { url, alarms: watch.alarmNames, dashboard: watch.dashboardUrl };
}
