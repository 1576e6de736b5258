import * as pulumi from "@pulumi/pulumi";

/** Services that this blueprint deploys to, apart from IAM. */
const SERVICES = [
  "acm",
  "apigateway",
  "application-autoscaling",
  "autoscaling",
  "backup",
  "backup-storage",
  "budgets",
  "cloudfront",
  "cloudwatch",
  "dlm",
  "dynamodb",
  "ec2",
  "ecr",
  "ecs",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "firehose",
  "kms",
  "logs",
  "rds",
  "route53",
  "s3",
  "secretsmanager",
  "servicediscovery",
  "sns",
  "sqs",
  "wafv2",
] as const;

/** What the same tasks and servers do at run time, beyond the services above: their console, and traces of themselves. */
const RUN_TIME = ["ssm:*", "ssmmessages:*", "ec2messages:*"];

/** Reading what a deployment needs to know of the account. */
const LOOK_UPS = [
  "iam:Get*",
  "iam:List*",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "sts:GetCallerIdentity",
  "tag:GetResources",
];

/** What is worldwide is called in this region. */
const WORLDWIDE = "us-east-1";

/** Never by a deployment: ways into machines, and the loss of what brings data back. */
const FORBIDDEN = [
  "backup:DeleteBackupVault",
  "backup:DeleteRecoveryPoint",
  "dynamodb:DeleteBackup",
  "ec2-instance-connect:*",
  "ecs:ExecuteCommand",
  "rds:DeleteDBClusterSnapshot",
  "rds:DeleteDBInstanceAutomatedBackup",
  "rds:DeleteDBSnapshot",
  "s3:BypassGovernanceRetention",
  "ssm:SendCommand",
  "ssm:StartSession",
];

/** What people and programs have put into tables, queues and logs. */
const DATA = [
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:StartQuery",
  "sqs:ReceiveMessage",
];

/** Services that roles of this blueprint are made for. */
const ROLE_TAKERS = [
  "backup.amazonaws.com",
  "dlm.amazonaws.com",
  "ec2.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "ecs.amazonaws.com",
  "firehose.amazonaws.com",
  "logs.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "rds.amazonaws.com",
  "s3.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** What gives a role rights: allowed only for roles that have the boundary. */
const EMPOWER = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
];
const KEEP_ROLES = [
  "iam:AddRoleToInstanceProfile",
  "iam:CreateInstanceProfile",
  "iam:DeleteInstanceProfile",
  "iam:DeleteRole",
  "iam:RemoveRoleFromInstanceProfile",
  "iam:TagInstanceProfile",
  "iam:TagRole",
  "iam:UntagInstanceProfile",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
];

export interface DeployScope {
  readonly regions: readonly string[];
  /** Where in IAM the roles that it makes lie: `/deployed/`. Roles elsewhere are none of its business. */
  readonly rolePath: string;
  /** The cap that each of these roles must have. */
  readonly boundaryArn: pulumi.Input<string>;
}

/** What a deployment may do: the blueprint's services in its regions, and roles on its own path that have the boundary. */
export function deployDocument({ regions, rolePath, boundaryArn }: DeployScope): pulumi.Output<string> {
  const roles = [`arn:aws:iam::*:role${rolePath}*`];
  return document([
    inRegions("Services", SERVICES.map(allOf), regions),
    allow("LookUps", LOOK_UPS, ["*"]),
    allow("BoundedRoles", EMPOWER, roles, { StringEquals: { "iam:PermissionsBoundary": boundaryArn } }),
    allow("Roles", KEEP_ROLES, [...roles, `arn:aws:iam::*:instance-profile${rolePath}*`]),
    allow("PassRoles", ["iam:PassRole"], roles, { StringEquals: { "iam:PassedToService": ROLE_TAKERS } }),
    allow("ServiceRoles", ["iam:CreateServiceLinkedRole"], ["arn:aws:iam::*:role/aws-service-role/*"]),
    deny("NoWayInAndNoLossOfBackups", FORBIDDEN, ["*"]),
  ]);
}

/** The most that a role made by a deployment may do, whatever its policies say: nothing of IAM. */
export function boundaryDocument(regions: readonly string[]): pulumi.Output<string> {
  return document([
    inRegions("Services", [...SERVICES.map(allOf), ...RUN_TIME], regions),
    allow("LookUps", LOOK_UPS, ["*"]),
  ]);
}

/** What looking at everything needs beyond AWS's `ReadOnlyAccess`, and what of that it does not need. */
export function readDocument(
  regions: readonly string[],
  stateBucketArn: pulumi.Input<string> | undefined,
): pulumi.Output<string> {
  const locks = stateBucketArn === undefined ? [] : [pulumi.interpolate`${stateBucketArn}/.pulumi/locks/*`];
  return document([
    inRegions("Secrets", ["secretsmanager:GetSecretValue"], regions),
    ...(locks.length > 0 ? [allow("Locks", ["s3:PutObject", "s3:DeleteObject"], locks)] : []),
    deny("NoData", DATA, ["*"]),
  ]);
}

interface IamStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly [element: string]: unknown;
}

function allOf(service: string): string {
  return `${service}:*`;
}

function inRegions(Sid: string, actions: readonly string[], regions: readonly string[]): IamStatement {
  const all = [...new Set([...regions, WORLDWIDE])];
  return allow(Sid, actions, ["*"], { StringEquals: { "aws:RequestedRegion": all } });
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: readonly pulumi.Input<string>[],
  Condition?: Readonly<Record<string, unknown>>,
): IamStatement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition ? { Condition } : {}) };
}

function deny(Sid: string, Action: readonly string[], Resource: readonly pulumi.Input<string>[]): IamStatement {
  return { Sid, Effect: "Deny", Action, Resource };
}

function document(statements: readonly IamStatement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}
