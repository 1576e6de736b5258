/**
 * Single server: one EC2 server with nginx, the app and its database, at a fixed address.
 *
 * Survives: the app or the database crashing (both are restarted), and the server being lost (the data lies on a volume
 * of its own with daily snapshots, and a new server finds it again).
 * Still hurts: while the server or its zone is down, so is the site; a release is a restart; it only scales up.
 * Costs: about a restaurant meal a month; `npm run ladder` prints it.
 * Leave it when a minute of downtime costs more than a load balancer.
 */
import * as pulumi from "@pulumi/pulumi";
import { Dns } from "../components/dns";
import { KeyRing } from "../components/key-ring";
import { Network } from "../components/network";
import { Observability } from "../components/observability";
import { Server } from "../components/server";
import type { Settings } from "./settings";

export function singleServer(settings: Settings) {
  const { site, deletionProtection, webhookKeys: keys } = settings;

  const network = new Network("main", {
    zones: settings.zones,
    nat: settings.natGateways,
    flowLogs: settings.flowLogs,
  });

  const webhookKeys = new KeyRing("webhook-keys", { variable: "WEBHOOK_SECRET_KEYS", keys, deletionProtection });

  const server = new Server("web", {
    network,
    image: settings.image,
    instanceType: settings.serverType,
    dataGiB: settings.databaseStorageGiB,
    deletionProtection,
    keys: [webhookKeys.access()],
    environment: { APP_ROLE: "all" },
  });

  if (site) {
    new Dns("site", { ...site, target: { address: server.address } });
  }

  const watch = new Observability("watch", { of: [server], ...settings.listeners });

  return {
    url: pulumi.interpolate`http://${site?.domain ?? server.address}`,
    alarms: watch.alarmNames,
    dashboard: watch.dashboardUrl,
  };
}
