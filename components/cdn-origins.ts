import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { OriginHeader } from "./cdn-door";

/** What answers everything but files. */
export interface CdnOrigin {
  /** Host of a load balancer, or of a name that leads to one. */
  readonly host: pulumi.Input<string>;
  /** Whether it speaks HTTPS for that name. */
  readonly https: boolean;
  /**
   * What it lets the distribution in by: `originHeader` of a load balancer with `Reach.Cdn`.
   * @default - nothing: it serves whoever calls
   */
  readonly header?: OriginHeader | undefined;
}

/** Names of the origins and groups within a distribution. */
export const ORIGIN = { App: "app", Assets: "assets", Copy: "assets-copy", Files: "files", Page: "page" } as const;

/** Answers of a bucket that mean it cannot serve. */
const BUCKET_FAILS = [500, 502, 503, 504];
/** With those that mean it has no such file: 403, where one may not list it. */
const BUCKET_FAILS_OR_LACKS = [403, 404, ...BUCKET_FAILS];

/** Before a second origin is asked: three seconds, twice, in place of ten, three times. */
const SOON_GIVEN_UP = { connectionAttempts: 2, connectionTimeout: 3 };

type Origin = aws.types.input.cloudfront.DistributionOrigin;
type OriginGroup = aws.types.input.cloudfront.DistributionOriginGroup;

/** The load balancer as CloudFront calls it. */
export function appOrigin({ host, https, header }: CdnOrigin): Origin {
  return {
    originId: ORIGIN.App,
    domainName: host,
    ...(header ? { customHeaders: [{ name: header.name, value: header.value }] } : {}),
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: https ? "https-only" : "http-only",
      originSslProtocols: ["TLSv1.2"],
    },
  };
}

/** The bucket of files, and its copy in a second region where there is one. */
export function fileOrigins(
  host: pulumi.Input<string>,
  copyHost: pulumi.Input<string> | undefined,
  originAccessControlId: pulumi.Input<string>,
): Origin[] {
  const first = { originId: ORIGIN.Assets, domainName: host, originAccessControlId };
  if (copyHost === undefined) {
    return [first];
  }
  return [
    { ...first, ...SOON_GIVEN_UP },
    { originId: ORIGIN.Copy, domainName: copyHost, originAccessControlId },
  ];
}

/**
 * Who is asked when an origin fails. CloudFront does so for GET, HEAD and OPTIONS only, and refuses a group where others
 * are allowed: the app's own failover is a matter of the DNS name that leads to it.
 */
export function originGroups({ hasCopy, hasPage }: { hasCopy: boolean; hasPage: boolean }): OriginGroup[] {
  const files = group(ORIGIN.Files, [ORIGIN.Assets, ORIGIN.Copy], BUCKET_FAILS);
  const page = group(ORIGIN.Page, [ORIGIN.Assets, ORIGIN.App], BUCKET_FAILS_OR_LACKS);
  return [...(hasCopy ? [files] : []), ...(hasPage && !hasCopy ? [page] : [])];
}

function group(originId: string, members: readonly string[], statusCodes: number[]): OriginGroup {
  return { originId, failoverCriteria: { statusCodes }, members: members.map((member) => ({ originId: member })) };
}
