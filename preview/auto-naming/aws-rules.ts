import { flag, type PropertyMap, text } from "../../model/value";
import type { Rule } from "./rule";

// Source: pulumi/pulumi-aws, provider/resource_overrides.go, provider/aliases.go and provider/autonaming.go as of August
// 2026 (7.4x); every property that provider gives a computed name, other than a `name` of the common form.
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Types of the AWS provider whose automatic name differs from the common form: another property, length or pattern. */
export const awsRules: { readonly [type: string]: Rule } = {
  "aws:appsync/dataSource:DataSource": { property: "name", separator: "_" },
  "aws:appsync/function:Function": { property: "name", separator: "_" },
  "aws:athena/database:Database": { property: "name", separator: "_" },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": { property: "name", separator: "_" },
  "aws:cloudwatch/eventRule:EventRule": { property: "name", maximum: 64 },
  "aws:cloudwatch/eventTarget:EventTarget": { property: "targetId" },
  "aws:codedeploy/deploymentConfig:DeploymentConfig": {
    property: "deploymentConfigName",
    separator: "_",
    maximum: 100,
  },
  "aws:ec2/keyPair:KeyPair": { property: "keyName" },
  "aws:efs/fileSystem:FileSystem": { property: "creationToken" },
  "aws:eks/fargateProfile:FargateProfile": { property: "fargateProfileName" },
  "aws:eks/nodeGroup:NodeGroup": { property: "nodeGroupName" },
  "aws:elasticache/cluster:Cluster": { property: "clusterId", maximum: 50, lowerCase: true },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    property: "replicationGroupId",
    maximum: 40,
    lowerCase: true,
  },
  "aws:elasticbeanstalk/environment:Environment": { property: "name", maximum: 40 },
  "aws:elasticsearch/domain:Domain": { property: "domainName", maximum: 28, lowerCase: true },
  "aws:glue/catalogDatabase:CatalogDatabase": glueName(),
  "aws:glue/catalogTable:CatalogTable": glueName(),
  "aws:iam/role:Role": { property: "name", maximum: 64 },
  "aws:iot/topicRule:TopicRule": { property: "name", random: 0, maximum: 0 },
  "aws:kms/alias:Alias": {
    property: "name",
    maximum: 238,
    finish: (name) => (name.startsWith("alias/") ? name : `alias/${name}`),
  },
  "aws:lambda/function:Function": { property: "name", maximum: 64 },
  "aws:lambda/permission:Permission": { property: "statementId", maximum: 100 },
  "aws:lb/targetGroup:TargetGroup": { property: "name", maximum: 32 },
  "aws:lex/bot:Bot": lexName(),
  "aws:lex/botAlias:BotAlias": lexName(),
  "aws:lex/intent:Intent": lexName(),
  "aws:lex/slotType:SlotType": lexName(),
  "aws:mq/broker:Broker": { property: "brokerName", maximum: 55 },
  "aws:msk/cluster:Cluster": { property: "clusterName" },
  "aws:msk/serverlessCluster:ServerlessCluster": { property: "clusterName" },
  "aws:opensearch/domain:Domain": { property: "domainName" },
  "aws:rds/instance:Instance": { property: "identifier", separator: "", adjust: shortForSqlServer },
  "aws:s3/bucket:Bucket": { property: "bucket", maximum: 63, lowerCase: true },
  "aws:s3/bucketObject:BucketObject": { property: "key", random: 0, maximum: 0 },
  "aws:s3/bucketObjectv2:BucketObjectv2": { property: "key", random: 0, maximum: 0 },
  "aws:sns/topic:Topic": { property: "name", maximum: 80, finish: fifoSuffix("fifoTopic") },
  "aws:sqs/queue:Queue": { property: "name", maximum: 80, finish: fifoSuffix("fifoQueue") },
};

/** A list of objects among a type's inputs, in each of which the provider fills in a name. */
export interface NestedNames {
  /** The input property that holds the list. */
  readonly list: string;
  readonly rule: Rule;
}

/** The only one of the AWS provider as of August 2026: `Elem` with an automatic name, in provider/resource_overrides.go. */
export const awsNestedNames: { readonly [type: string]: NestedNames } = {
  "aws:iam/role:Role": { list: "inlinePolicies", rule: { property: "name", maximum: 128 } },
};

/** Athena reads these names: lower case, letters and underscores. */
function glueName(): Rule {
  return { property: "name", separator: "_", random: 8, alphabet: LETTERS, lowerCase: true, maximum: 0 };
}

function lexName(): Rule {
  return { property: "name", separator: "_", random: 8, alphabet: LETTERS, maximum: 0 };
}

/** First-in-first-out queues and topics have a name that says so. */
function fifoSuffix(property: string): (name: string, inputs: PropertyMap) => string {
  return (name, inputs) => (flag(inputs[property]) ? `${name}.fifo` : name);
}

function shortForSqlServer({ engine }: PropertyMap): Partial<Rule> {
  return text(engine)?.toLowerCase().includes("sqlserver") ? { random: 3, maximum: 15 } : {};
}
