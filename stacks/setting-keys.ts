import { FlowLogs } from "../components/flow-logs";
import { Nat } from "../components/network";
import { Release } from "../components/rollout";
import { LocalDatabase } from "../components/server";
import { HASH_SPACE, type ShardRange } from "../components/shard-map";
import {
  listOf,
  listOfRecords,
  number,
  oneOf,
  optional,
  type SettingType,
  secretText,
  text,
  wholeNumber,
  yesOrNo,
} from "./setting-types";

/** The rungs of the ladder that can be chosen. */
export const Topology = {
  SingleServer: "single-server",
  TwoTier: "two-tier",
  LoadBalanced: "load-balanced",
  Cached: "cached",
  Services: "services",
  Sharded: "sharded",
  MultiRegion: "multi-region",
} as const;
export type Topology = (typeof Topology)[keyof typeof Topology];

/** What the firewall before the CDN does with requests that it finds bad. */
export const FirewallChoice = { None: "none", Count: "count", Block: "block" } as const;
export type FirewallChoice = (typeof FirewallChoice)[keyof typeof FirewallChoice];

/** The shard that was a database of its own before there were others. */
export const FIRST_SHARD = "shard-1";

/** The image that Pulumi.yaml names for trying things out: it holds no app. */
export const PLACEHOLDER_IMAGE = "public.ecr.aws/docker/library/node:22-alpine";

const domainName = text("a domain name such as app.example.com", /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/);
const email = text("an e-mail address such as oncall@example.com", /^[^@\s]+@[^@\s]+\.[^@\s]+$/);
const instanceType = text("a Graviton instance type such as t4g.small", /^[a-z]+\d+g[a-z]*\.[a-z0-9]+$/);
const databaseClass = text("a database instance class such as db.t4g.medium", /^db\.[a-z]+\d+[a-z]*\.[a-z0-9]+$/);
const cacheType = text("a cache node type such as cache.t4g.small", /^cache\.[a-z]+\d+[a-z]*\.[a-z0-9]+$/);
const folder = text("a folder from that of Pulumi.yaml, such as app/dist/page", /^[^\s/][^\s]*$/);
const policyArn = text("the ARN of an IAM policy", /^arn:aws[\w-]*:iam::\d{12}:policy\/\S+$/);
const secretsManagerArn = text(
  "the ARN of a secret in Secrets Manager",
  /^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+$/,
);
const region = text("an AWS region such as us-west-2", /^[a-z]{2}(-[a-z]+)+-\d$/);
const shardName = text("a name of lower-case letters, digits and hyphens such as shard-2", /^[a-z][a-z0-9-]*$/);
const keyName = text(
  "a name of lower-case letters, digits and hyphens such as second",
  /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/,
);
const hash = wholeNumber(0, HASH_SPACE - 1);
const image = text("a container image such as registry/name:tag", /^[a-z0-9][\w./:@-]+$/);

/** Every key of the configuration. What each means and its default stand in Pulumi.yaml. */
export const KEYS = {
  topology: oneOf(Object.values(Topology)),
  domain: optional(domainName),
  hostedZone: optional(domainName),
  plainHttp: yesOrNo(),
  alertEmails: listOf(email),
  pagerEndpoint: optional(secretText("the https:// address of a pager")),
  firewall: oneOf(Object.values(FirewallChoice)),
  openLoadBalancer: yesOrNo(),
  pageFolder: optional(folder),
  image,
  zones: wholeNumber(1, 6),
  natGateways: oneOf(Object.values(Nat)),
  flowLogs: oneOf(Object.values(FlowLogs)),
  serverType: instanceType,
  localDatabase: oneOf(Object.values(LocalDatabase)),
  serversMinimum: wholeNumber(1, 100),
  serversMaximum: wholeNumber(1, 1_000),
  tasksMinimum: wholeNumber(1, 100),
  tasksMaximum: wholeNumber(1, 1_000),
  release: oneOf(Object.values(Release)),
  databaseClass,
  databaseStorageGiB: wholeNumber(20, 65_536),
  databaseStandby: yesOrNo(),
  databaseReplicas: wholeNumber(0, 15),
  shards: listOf(shardName),
  shardRanges: listOfRecords<ShardRange>({ from: hash, to: hash, shard: shardName }),
  cacheType,
  cacheNodes: wholeNumber(1, 6),
  secondRegion: optional(region),
  promotedRegion: optional(region),
  deletionProtection: yesOrNo(),
  permissionsBoundary: optional(policyArn),
  moderationUrl: optional(text("an https URL such as https://moderation.example.com/posts", /^https:\/\/[^\s/]+\S*$/)),
  moderationSecret: optional(secretsManagerArn),
  webhookKeys: listOf(keyName),
  requestsPerSecond: number(0, 10_000_000),
  readShare: number(0, 1),
  payloadKiB: number(0, 1_000_000),
  storedGiB: number(0, 10_000_000),
  peakFactor: number(1, 1_000),
  staticShare: number(0, 1),
  messagesPerWrite: number(0, 1_000),
  webSockets: wholeNumber(0, 100_000_000),
} as const;

/** A value for each key. An optional key that is not set is null. */
export type Values = { readonly [K in keyof typeof KEYS]: (typeof KEYS)[K] extends SettingType<infer T> ? T : never };
