/**
 * Two tiers: one server with nginx and the app, and the database on RDS.
 *
 * Adds to the single server: a database that AWS patches, backs up and, with a standby, fails over; both tiers can be sized
 * apart, and the server holds no data any more.
 * Survives: the loss of the server without losing a row; with a standby the loss of the database's primary.
 * Still hurts: one web server: while it or its zone is down, so is the site; a release is a restart.
 * Costs: `npm run ladder` prints it.
 * Leave it when a minute of downtime costs more than a load balancer and a second server.
 */
import * as pulumi from "@pulumi/pulumi";
import { Database } from "../components/database";
import { Dns } from "../components/dns";
import { KeyRing } from "../components/key-ring";
import { Network } from "../components/network";
import { ObjectStore } from "../components/object-store";
import { Observability } from "../components/observability";
import { Server } from "../components/server";
import { SigningKey } from "../components/signing-key";
import type { Settings } from "./settings";

export function twoTier(settings: Settings) {
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
  const uploads = new ObjectStore("uploads", { deletionProtection });
  const tokens = new SigningKey("tokens", { variable: "TOKEN_SECRET" });
  const webhookKeys = new KeyRing("webhook-keys", { variable: "WEBHOOK_SECRET_KEYS", keys, deletionProtection });

  const server = new Server("web", {
    network,
    image: settings.image,
    instanceType: settings.serverType,
    localDatabase: settings.localDatabase,
    dataGiB: settings.databaseStorageGiB,
    deletionProtection,
    keys: [webhookKeys.access()],
    uses: [database.access(), uploads.access(), tokens.access()],
    environment: { APP_ROLE: "all" },
  });

  if (site) {
    new Dns("site", { ...site, target: { address: server.address } });
  }

  const watch = new Observability("watch", { of: [server, database], ...settings.listeners });

  return {
    url: pulumi.interpolate`http://${site?.domain ?? server.address}`,
    alarms: watch.alarmNames,
    dashboard: watch.dashboardUrl,
  };
}
