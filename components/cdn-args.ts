import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CdnOrigin } from "./cdn-origins";
import { Mistakes } from "./mistakes";
import type { Tags } from "./tags";

export interface CdnArgs {
  /** What answers everything but files. */
  readonly origin: CdnOrigin;
  /**
   * Own names with the ARN of their certificate, which must be in us-east-1.
   * @default - the name that CloudFront gives, with its certificate
   */
  readonly site?: { readonly domains: readonly string[]; readonly certificateArn: pulumi.Input<string> };
  /**
   * Path under which files of the built page lie. Their names change with their content.
   * @default "/assets/*"
   */
  readonly assetsPath?: string;
  /**
   * Folder of the built page, uploaded at each update: `index.html`, what lies under `assetsPath` and what else it has.
   * Where the bucket cannot serve a path of it, the app is asked.
   * @default - none: the app serves the page
   */
  readonly pageFolder?: string;
  /**
   * Hosts that the page uploads to and shows pictures from, such as a bucket's with presigned URLs.
   * @default - its own site only
   */
  readonly uploadHosts?: readonly pulumi.Input<string>[];
  /**
   * `Content-Security-Policy` of what the bucket serves.
   * @default - nothing but what its own site and `uploadHosts` serve, no inline scripts or styles, no frames
   */
  readonly contentSecurityPolicy?: pulumi.Input<string>;
  /**
   * Provider of a second region that keeps a copy of the files and serves them when the first does not.
   * @default - one region
   */
  readonly copyProvider?: aws.Provider;
  /**
   * ARN of a web ACL that sees every request first: a Firewall's.
   * @default - none
   */
  readonly firewallArn?: pulumi.Input<string>;
  /**
   * Days that a line on every request is kept in a private bucket, 1 to 3650; 0 writes none.
   * @default 0
   */
  readonly logDays?: number;
  /**
   * Regions that serve: fewer cost less and are further away.
   * @default "PriceClass_All"
   */
  readonly priceClass?: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /**
   * Whether Pulumi refuses to delete the bucket of files.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

export const ASSETS_PATH = "/assets/*";
const MAX_LOG_DAYS = 3_650;

/** Throws all mistakes of a CDN's arguments at once. */
export function checkCdn(name: string, { assetsPath = ASSETS_PATH, site, logDays = 0 }: CdnArgs): void {
  new Mistakes()
    .require(
      /^\/[^*?]+\/\*$/.test(assetsPath),
      "assetsPath",
      `must be a folder with everything in it, such as ${ASSETS_PATH}, got ${assetsPath}`,
    )
    .require(site?.domains.length !== 0, "site", "must name at least one domain; leave it out to use CloudFront's name")
    .requireRange("logDays", logDays, 0, MAX_LOG_DAYS)
    .throwFor("Cdn", name);
}
