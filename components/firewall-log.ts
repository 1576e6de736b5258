import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Tags, tagged } from "./tags";

interface FirewallLogArgs {
  readonly aclArn: pulumi.Input<string>;
  readonly days: number;
  /** Region of the web ACL, where it is not the provider's. */
  readonly where: { readonly region?: string };
  readonly tags: Tags | undefined;
}

/** Headers that prove who somebody is. */
const SECRET_HEADERS = ["authorization", "cookie"] as const;

/** Writes down the requests that a web ACL refused or counted, without what proves who sent them. */
export function firewallLog(
  name: string,
  { aclArn, days, where, tags }: FirewallLogArgs,
  parent: pulumi.Resource,
): void {
  const group = new aws.cloudwatch.LogGroup(
    `${name}-firewall`,
    {
      // AWS WAF writes to log groups with this beginning only.
      name: `aws-waf-logs-${pulumi.getProject()}-${pulumi.getStack()}-${name}`,
      retentionInDays: days,
      tags: tagged(name, tags),
      ...where,
    },
    { parent },
  );
  new aws.wafv2.WebAclLoggingConfiguration(
    name,
    {
      resourceArn: aclArn,
      logDestinationConfigs: [group.arn],
      redactedFields: SECRET_HEADERS.map((header) => ({ singleHeader: { name: header } })),
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
      ...where,
    },
    { parent },
  );
}
