import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Tags, tagged } from "./tags";
import { DNS_REGION } from "./versions";

interface SigningArgs {
  readonly zoneId: pulumi.Output<string>;
  readonly deletionProtection: boolean;
  readonly tags: Tags | undefined;
}

const DELETION_DAYS = 30;

/**
 * Signs the answers of a zone, by a key as Route 53 wants it: asymmetric, on the curve P-256, in us-east-1. Returns the
 * DS record for the parent zone.
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html
 */
export function signZone(name: string, args: SigningArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const { zoneId, deletionProtection, tags } = args;
  const keyName = `${name}-dnssec`;
  const key = new aws.kms.Key(
    keyName,
    {
      region: DNS_REGION,
      description: "Signs a hosted zone",
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
      deletionWindowInDays: DELETION_DAYS,
      policy: keyPolicy(parent),
      tags: tagged(keyName, tags),
    },
    { parent, protect: deletionProtection },
  );
  const signing = new aws.route53.KeySigningKey(
    name,
    // Automatic names have hyphens, which Route 53 refuses here.
    { name: `zone_${name.replace(/\W/g, "_")}`, hostedZoneId: zoneId, keyManagementServiceArn: key.arn },
    { parent },
  );
  new aws.route53.HostedZoneDnsSec(name, { hostedZoneId: signing.hostedZoneId }, { parent });
  return signing.dsRecord;
}

function keyPolicy(parent: pulumi.Resource): pulumi.Output<string> {
  const { accountId } = aws.getCallerIdentityOutput({}, { parent });
  const route53 = { Service: "dnssec-route53.amazonaws.com" };
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccountAdministers",
        Effect: "Allow",
        Principal: { AWS: pulumi.interpolate`arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "Route53Signs",
        Effect: "Allow",
        Principal: route53,
        Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
        Resource: "*",
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": "arn:aws:route53:::hostedzone/*" },
        },
      },
      {
        Sid: "Route53Grants",
        Effect: "Allow",
        Principal: route53,
        Action: "kms:CreateGrant",
        Resource: "*",
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ],
  });
}
