import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Tags, tagged } from "./tags";
import { DNS_REGION } from "./versions";

/**
 * Writes down every query for a zone. Route 53 takes a log group in us-east-1 only, and an account may have ten policies
 * such as this one there.
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
 */
export function logQueries(
  name: string,
  args: {
    readonly domain: string;
    readonly zoneId: pulumi.Output<string>;
    readonly days: number;
    readonly tags: Tags | undefined;
  },
  parent: pulumi.Resource,
): void {
  const { domain, zoneId, days, tags } = args;
  const queries = `${name}-queries`;
  const group = new aws.cloudwatch.LogGroup(
    queries,
    { region: DNS_REGION, name: `/aws/route53/${domain}`, retentionInDays: days, tags: tagged(queries, tags) },
    { parent },
  );
  const { accountId } = aws.getCallerIdentityOutput({}, { parent });
  const writable = new aws.cloudwatch.LogResourcePolicy(
    `${queries}-policy`,
    {
      region: DNS_REGION,
      policyName: `route53-queries-${domain}`,
      policyDocument: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "route53.amazonaws.com" },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${group.arn}:*`,
            Condition: {
              StringEquals: { "aws:SourceAccount": accountId },
              ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:aws:route53:::hostedzone/${zoneId}` },
            },
          },
        ],
      }),
    },
    { parent },
  );
  new aws.route53.QueryLog(queries, { zoneId, cloudwatchLogGroupArn: group.arn }, { parent, dependsOn: [writable] });
}
