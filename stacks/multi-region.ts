/**
 * Multi-region: the sharded rung twice. CloudFront calls the region that is next to it; each has services, workers, cache,
 * queue, uploads and copies of the databases of its own.
 *
 * Adds to sharded: reads near the visitor in both regions; files from either; sessions that both know.
 * Survives: the second region, and for reads and files also the first. Writes wait until a person promotes the copies:
 * docs/runbooks/failover.md.
 * Still hurts: the price; what is written travels to the first region, and is seen in the other one a moment later:
 * docs/decisions/0008-consistency-between-regions.md.
 * Costs: `npm run ladder` prints it.
 */
import * as pulumi from "@pulumi/pulumi";
import { BackupPlan } from "../components/backup-plan";
import { KeyRing } from "../components/key-ring";
import { KeyValueStore } from "../components/key-value-store";
import { Network } from "../components/network";
import { NetworkPeering } from "../components/network-peering";
import { ObjectReplication } from "../components/object-replication";
import { Observability } from "../components/observability";
import { SigningKey } from "../components/signing-key";
import { distribution } from "./edge";
import { places } from "./places";
import { region, regionalCertificates, regionRecords, writeAcross } from "./region";
import { serviceTier } from "./service-tier";
import type { Settings } from "./settings";
import { shardCopies, shards } from "./shards";

const SECOND_BLOCK = "10.1.0.0/16";

export function multiRegion(settings: Settings) {
  const { deletionProtection, webhookKeys: keys, promotedRegion } = settings;
  const { here, there } = places(settings);

  const zones = { zones: settings.zones, nat: settings.natGateways, flowLogs: settings.flowLogs };
  const network = new Network("main", zones);
  const networkThere = new Network(there.named("main"), { ...zones, cidrBlock: SECOND_BLOCK }, there.opts);
  const peer = { peer: networkThere, peerRegion: there.region, peerProvider: there.provider };
  const peering = new NetworkPeering("regions", { network, ...peer });

  const rows = shards(settings, network);
  const rowsThere = shardCopies(settings, rows, there, networkThere);
  const sessions = new KeyValueStore("sessions", { replicaRegions: [there.region], deletionProtection });
  const shared = { replicaRegions: [there.region] };
  const tokens = new SigningKey("tokens", { variable: "TOKEN_SECRET", ...shared });
  const serviceTokens = new SigningKey("service-tokens", { variable: "SERVICE_SECRET", ...shared });
  const webhookKeys = new KeyRing("webhook-keys", {
    variable: "WEBHOOK_SECRET_KEYS",
    keys,
    deletionProtection,
    ...shared,
  });
  const kept = [...rows.databases.map(({ arn }) => arn), sessions.arn];
  new BackupPlan("backups", { resources: kept, copyRegion: there.region, deletionProtection });

  const [siteUrl, settleUrl] = pulumi.deferredOutput<string>();
  const issued = regionalCertificates(settings, there);
  const first = region(settings, here, { network, certificateArn: issued.here.arn, siteUrl });
  const { originHeader } = first.front;
  const forThere = { network: networkThere, certificateArn: issued.there.arn, siteUrl, originHeader };
  const second = region(settings, there, forThere);
  new ObjectReplication(there.named("uploads"), { from: first.uploads, to: second.uploads });
  new ObjectReplication("uploads-back", { from: second.uploads, to: first.uploads });

  // Once the copies take the writes, nothing may write to what they were copied from.
  const tier =
    promotedRegion === null
      ? serviceTier(settings, here, {
          ...first,
          network,
          usersData: rows.users.access(),
          postsData: rows.posts.access(),
          sessions: sessions.access(),
          tokens: tokens.access(),
          serviceTokens: serviceTokens.access(),
          webhookKeys: webhookKeys.access(),
        })
      : undefined;
  const tierThere = serviceTier(settings, there, {
    ...second,
    network: networkThere,
    usersData: rowsThere.users.access(),
    postsData: rowsThere.posts.access(),
    sessions: sessions.access(there.region),
    tokens: tokens.access(there.region),
    serviceTokens: serviceTokens.access(there.region),
    webhookKeys: webhookKeys.access(there.region),
  });
  if (tier) {
    writeAcross(peering, tierThere.callUsersData, rows.users);
    writeAcross(peering, tierThere.callPostsData, rows.posts);
  }

  const fronts = new Map([...(tier ? [[here, first.front] as const] : []), [there, second.front]]);
  const { url, cdn } = distribution(settings, {
    origin: { host: regionRecords(settings, fronts), https: true, header: originHeader },
    certificateArn: issued.cdn.arn,
    uploads: [first.uploads, second.uploads],
    copyProvider: there.provider,
  });
  settleUrl(url);

  const { listeners } = settings;
  const watched = [
    cdn,
    network,
    first.front,
    ...(tier?.watched ?? []),
    ...rows.databases,
    first.cache,
    sessions,
    first.tasks,
  ];
  const watch = new Observability("watch", { of: watched, ...listeners });
  const watchedThere = [
    networkThere,
    second.front,
    ...tierThere.watched,
    ...rowsThere.databases,
    second.cache,
    second.tasks,
  ];
  const watchThere = new Observability(there.named("watch"), { of: watchedThere, ...listeners }, there.opts);

  const alarms = pulumi.all([watch.alarmNames, watchThere.alarmNames]).apply((names) => names.flat());
  return { url, alarms, dashboard: watch.dashboardUrl };
}
