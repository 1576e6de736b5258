import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { logBucket } from "./log-bucket";
import { type Tags, tagged } from "./tags";
import { CDN_REGION } from "./versions";

interface CdnLogArgs {
  readonly distributionArn: pulumi.Input<string>;
  readonly days: number;
  readonly tags: Tags | undefined;
}

/**
 * CloudFront's standard logs, version 2, as JSON into a private bucket. Version 1 asks for a bucket with access lists,
 * which S3 advises against. docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function cdnLog(name: string, { distributionArn, days, tags }: CdnLogArgs, parent: pulumi.Resource): void {
  const writer = {
    service: "delivery.logs.amazonaws.com",
    condition: { "s3:x-amz-acl": "bucket-owner-full-control" },
  };
  const { bucket, writable } = logBucket(`${name}-logs`, { writer, days, tags }, parent);
  const there = { region: CDN_REGION, tags: tagged(name, tags) };
  const source = new aws.cloudwatch.LogDeliverySource(
    name,
    { logType: "ACCESS_LOGS", resourceArn: distributionArn, ...there },
    { parent },
  );
  const destination = new aws.cloudwatch.LogDeliveryDestination(
    name,
    { outputFormat: "json", deliveryDestinationConfiguration: { destinationResourceArn: bucket.arn }, ...there },
    { parent, dependsOn: [writable] },
  );
  // Under AWS's own path, AWSLogs/<account>/CloudFront: a path of one's own loses that beginning when it is changed, and
  // with it the bucket's permission. hashicorp/terraform-provider-aws#46328
  new aws.cloudwatch.LogDelivery(
    name,
    { deliverySourceName: source.name, deliveryDestinationArn: destination.arn, ...there },
    { parent },
  );
}
