import { Nat } from "../components/network";
import { canBePinned } from "../components/pinned-image";
import { Release } from "../components/rollout";
import { HASH_SPACE, mistakesInRanges } from "../components/shard-map";
import { RUNGS } from "./rungs";
import { FIRST_SHARD, PLACEHOLDER_IMAGE, type Values } from "./setting-keys";

/** Values that are right on their own and wrong together: what is wrong, and the way out. */
export const CONTRADICTIONS: readonly {
  readonly keys: readonly (keyof Values)[];
  isWrong(values: Values): boolean;
  says(values: Values): string;
}[] = [
  {
    keys: ["domain", "hostedZone"],
    isWrong: ({ domain, hostedZone }) =>
      hostedZone !== null && domain !== hostedZone && domain?.endsWith(`.${hostedZone}`) !== true,
    says: ({ domain, hostedZone }) =>
      `domain is ${domain ?? "empty"}, which is not in hostedZone ${hostedZone}; set domain to ${hostedZone} or a name within it.`,
  },
  {
    keys: ["domain", "hostedZone"],
    isWrong: ({ domain, hostedZone }) => domain !== null && hostedZone === null,
    says: ({ domain }) => `hostedZone is empty; domain ${domain} needs the name of its Route 53 hosted zone.`,
  },
  {
    keys: ["topology", "domain", "plainHttp"],
    isWrong: ({ topology, domain, plainHttp }) => RUNGS[topology].compute !== "server" && domain === null && !plainHttp,
    says: ({ topology }) =>
      `domain is empty, so topology ${topology} has no certificate; set domain, or plainHttp: true to serve unencrypted.`,
  },
  {
    keys: ["domain", "plainHttp"],
    isWrong: ({ domain, plainHttp }) => domain !== null && plainHttp,
    says: ({ domain }) => `plainHttp is true, but domain ${domain} gets a certificate; leave out one of the two.`,
  },
  {
    keys: ["topology", "zones"],
    isWrong: ({ topology, zones }) => RUNGS[topology].rds && zones < 2,
    says: ({ topology, zones }) => `zones is ${zones}, but topology ${topology} needs 2 or more.`,
  },
  {
    keys: ["topology", "natGateways"],
    isWrong: ({ topology, natGateways }) => RUNGS[topology].compute !== "server" && natGateways === Nat.None,
    says: ({ topology }) =>
      `natGateways is none, but topology ${topology} runs in private subnets, which then reach no image; use single or per-zone.`,
  },
  {
    keys: ["serversMinimum", "serversMaximum"],
    isWrong: ({ serversMinimum, serversMaximum }) => serversMinimum > serversMaximum,
    says: ({ serversMinimum, serversMaximum }) =>
      `serversMinimum is ${serversMinimum}, which is more than serversMaximum ${serversMaximum}; lower it to ${serversMaximum} or less.`,
  },
  {
    keys: ["tasksMinimum", "tasksMaximum"],
    isWrong: ({ tasksMinimum, tasksMaximum }) => tasksMinimum > tasksMaximum,
    says: ({ tasksMinimum, tasksMaximum }) =>
      `tasksMinimum is ${tasksMinimum}, which is more than tasksMaximum ${tasksMaximum}; lower it to ${tasksMaximum} or less.`,
  },
  {
    keys: ["topology", "image"],
    isWrong: ({ topology, image: given }) => RUNGS[topology].compute === "tasks" && given === PLACEHOLDER_IMAGE,
    says: ({ topology }) => `image is the placeholder, but topology ${topology} runs a real one; name your own image.`,
  },
  {
    keys: ["topology", "image"],
    isWrong: ({ topology, image: given }) =>
      RUNGS[topology].compute === "tasks" && given !== PLACEHOLDER_IMAGE && !canBePinned(given),
    says: ({ topology, image: given }) =>
      `image is ${given}, a tag that can be moved between two tasks of one release; topology ${topology} takes an image by digest (registry/name@sha256:…) or by a tag in ECR.`,
  },
  {
    keys: ["topology", "alertEmails"],
    isWrong: ({ topology, alertEmails }) => RUNGS[topology].watched && alertEmails.length === 0,
    says: ({ topology }) => `alertEmails is empty, so nobody hears of topology ${topology} failing; name an address.`,
  },
  {
    keys: ["webhookKeys"],
    isWrong: ({ webhookKeys }) => webhookKeys.length === 0 || repeated(webhookKeys).length > 0,
    says: ({ webhookKeys }) =>
      webhookKeys.length === 0
        ? "webhookKeys is empty, but secrets of webhooks are stored encrypted; name a key such as first."
        : `webhookKeys names ${repeated(webhookKeys).join(", ")} twice; each name is a key of its own.`,
  },
  {
    keys: ["topology", "shards"],
    isWrong: ({ topology, shards }) => !RUNGS[topology].shards && shards.length > 0,
    says: ({ topology, shards }) =>
      `shards is ${shards.join(", ")}, but topology ${topology} has one database; leave it out, or climb to sharded.`,
  },
  {
    keys: ["topology", "shardRanges"],
    isWrong: ({ topology, shardRanges }) => !RUNGS[topology].shards && shardRanges.length > 0,
    says: ({ topology }) =>
      `shardRanges is set, but topology ${topology} has one database; leave it out, or climb to sharded.`,
  },
  {
    keys: ["shards"],
    isWrong: ({ shards }) => repeatedShards(shards).length > 0,
    says: ({ shards }) =>
      `shards names ${repeatedShards(shards).join(", ")} twice (${FIRST_SHARD} is the one that is there); give each shard a name of its own.`,
  },
  {
    keys: ["shards", "shardRanges"],
    isWrong: ({ shards, shardRanges }) => wrongRanges({ shards, shardRanges }).length > 0,
    says: ({ shards, shardRanges }) =>
      `shardRanges must give each of ${HASH_SPACE} hashes one shard: ${wrongRanges({ shards, shardRanges }).join("; ")}.`,
  },
  {
    keys: ["topology", "secondRegion"],
    isWrong: ({ topology, secondRegion }) => RUNGS[topology].regions === 2 && secondRegion === null,
    says: ({ topology }) =>
      `secondRegion is empty, but topology ${topology} stands in two; name one such as us-west-2.`,
  },
  {
    keys: ["topology", "secondRegion"],
    isWrong: ({ topology, secondRegion }) => RUNGS[topology].regions === undefined && secondRegion !== null,
    says: ({ topology, secondRegion }) =>
      `secondRegion is ${secondRegion}, but topology ${topology} stands in one; leave it out, or climb to multi-region.`,
  },
  {
    // Of two target groups one stands empty, and Route 53 takes a load balancer with an empty one for down.
    // docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html (read on 2026-11-21)
    keys: ["topology", "release"],
    isWrong: ({ topology, release }) => RUNGS[topology].regions === 2 && release === Release.BlueGreen,
    says: ({ topology, release }) =>
      `release is ${release}, with which Route 53 takes both regions of topology ${topology} for down and fails over to neither; set rolling.`,
  },
  {
    keys: ["topology", "domain"],
    isWrong: ({ topology, domain }) => RUNGS[topology].regions === 2 && domain === null,
    says: ({ topology }) =>
      `domain is empty, but topology ${topology} needs a name that leads to either region; set domain and hostedZone.`,
  },
  {
    keys: ["secondRegion", "promotedRegion"],
    isWrong: ({ secondRegion, promotedRegion }) => promotedRegion !== null && promotedRegion !== secondRegion,
    says: ({ secondRegion, promotedRegion }) =>
      `promotedRegion is ${promotedRegion}, where no copy is to promote; it can be secondRegion ${secondRegion ?? "(empty)"}, or empty.`,
  },
];

function repeatedShards(shards: readonly string[]): readonly string[] {
  return repeated([FIRST_SHARD, ...shards]);
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Without ranges, everything belongs to the first shard. */
function wrongRanges({ shards, shardRanges }: Pick<Values, "shards" | "shardRanges">): readonly string[] {
  return shardRanges.length === 0 ? [] : mistakesInRanges(shardRanges, [FIRST_SHARD, ...shards]);
}
