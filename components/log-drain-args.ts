import type * as pulumi from "@pulumi/pulumi";
import { Mistakes } from "./mistakes";
import type { Tags } from "./tags";

/** What arrives at the service. */
export const DrainRecords = {
  /** Each line as the app wrote it, without the names of its log group and stream. */
  Messages: "messages",
  /** JSON as CloudWatch Logs sends it: log group, stream and several lines in one. */
  Events: "events",
  /** The same, compressed: for services that unpack it themselves. AWS bills the unpacking of the other two by GB. */
  Compressed: "compressed",
} as const;
export type DrainRecords = (typeof DrainRecords)[keyof typeof DrainRecords];

/** Where the service's access key is, never the key itself. */
export interface AccessKey {
  /**
   * Secret in Secrets Manager, in the drain's region, that holds `{"api_key": "…"}`. Firehose reads it again every ten
   * minutes. docs.aws.amazon.com/firehose/latest/dev/secrets-manager-whats-secret.html
   */
  readonly secretArn: pulumi.Input<string>;
  /**
   * ARN of the KMS key that encrypts it.
   * @default - AWS's own key for secrets, which needs no permission
   */
  readonly kmsKeyArn?: pulumi.Input<string>;
}

export interface LogDrainArgs {
  /**
   * Names of the log groups to send, in the drain's region, each by a name for its filter: `{ web: group.name }`. AWS
   * allows two filters per group. Not one that the service itself writes to, or it is sent in circles.
   */
  readonly logGroups: Readonly<Record<string, pulumi.Input<string>>>;
  /** HTTPS address at which the service takes Firehose's requests, as it documents it. */
  readonly url: pulumi.Input<string>;
  readonly accessKey: AccessKey;
  /**
   * Which lines are sent, as CloudWatch Logs spells patterns: `{ $.level = "error" }`. Up to 1024 characters.
   * @default "" - every line
   */
  readonly filterPattern?: string;
  /** @default DrainRecords.Messages */
  readonly records?: DrainRecords;
  /**
   * Days that records which the service did not take are kept in a private bucket, 1 to 3650.
   * @default 30
   */
  readonly failedDays?: number;
  /**
   * Seconds that lines are collected before they are sent, 0 to 900, unless `bufferMiB` is reached first.
   * @default 60
   */
  readonly bufferSeconds?: number;
  /**
   * MiB that are collected before they are sent, 1 to 64.
   * @default 1
   */
  readonly bufferMiB?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** docs.aws.amazon.com/firehose/latest/APIReference/API_HttpEndpointBufferingHints.html, read on 2026-11-21 */
const BUFFER = { maxSeconds: 900, maxMiB: 64 } as const;
/** docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html */
const MAX_PATTERN_LENGTH = 1_024;
const MAX_DAYS = 3_650;
const SECRET_ARN = /^arn:[^:]+:secretsmanager:/;

/** Throws what AWS would refuse. Says neither the address nor what stands for the secret: either may be one. */
export function checkLogDrain(name: string, args: Required<Omit<LogDrainArgs, "records" | "tags">>): void {
  const { logGroups, url, accessKey, filterPattern } = args;
  const { secretArn } = accessKey;
  new Mistakes()
    .require(Object.keys(logGroups).length > 0, "logGroups", "must name at least one log group, got none")
    .require(
      typeof url !== "string" || (URL.canParse(url) && new URL(url).protocol === "https:"),
      "url",
      "must be an address that starts with https://; it is not shown, as some hold a key",
    )
    .require(
      typeof secretArn !== "string" || SECRET_ARN.test(secretArn),
      "accessKey.secretArn",
      "must be the ARN of a secret in Secrets Manager, not the key itself; it is not shown",
    )
    .require(
      filterPattern.length <= MAX_PATTERN_LENGTH,
      "filterPattern",
      `must have at most ${MAX_PATTERN_LENGTH} characters, got ${filterPattern.length}`,
    )
    .requireRange("failedDays", args.failedDays, 1, MAX_DAYS)
    .requireRange("bufferSeconds", args.bufferSeconds, 0, BUFFER.maxSeconds)
    .requireRange("bufferMiB", args.bufferMiB, 1, BUFFER.maxMiB)
    .throwFor("LogDrain", name);
}
