import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Alarm, Chart, Watched } from "./alarm";
import { ASSETS_PATH, type CdnArgs, checkCdn } from "./cdn-args";
import { passOn, serveFiles } from "./cdn-behaviours";
import { pageCaching, pageHeaders } from "./cdn-headers";
import { cdnLog } from "./cdn-log";
import { appOrigin, fileOrigins, ORIGIN, originGroups } from "./cdn-origins";
import { cdnAlarms, cdnCharts } from "./edge-alarms";
import { ObjectReplication } from "./object-replication";
import { ObjectStore } from "./object-store";
import { Page } from "./page";
import { INDEX } from "./page-files";
import { tagged } from "./tags";
import { CDN_POLICIES, CDN_TLS_VERSION } from "./versions";

export type { CdnArgs } from "./cdn-args";

/** CloudFront before the load balancer: files from S3 near the visitor, everything else passed on. */
export class Cdn extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  /** The name that CloudFront gives it. */
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of that name, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Bucket that the built page's files are uploaded to. */
  readonly assetsBucketName: pulumi.Output<string>;
  private readonly distributionId: pulumi.Output<string>;

  constructor(name: string, args: CdnArgs, opts?: pulumi.ComponentResourceOptions) {
    // The provider is for the copy alone, not an input.
    super("zero-to-millions:network:Cdn", name, { ...args, copyProvider: undefined }, opts);
    checkCdn(name, args);
    const { logDays = 0, tags } = args;

    // The bucket's policy names the distribution, and the distribution the bucket.
    const [distributionArn, settle] = pulumi.deferredOutput<string>();
    const { assets, copy, copies } = this.stores(name, args, distributionArn);
    const page = this.upload(name, args, assets, copies);
    const accessControl = new aws.cloudfront.OriginAccessControl(
      name,
      { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
      { parent: this },
    );
    const groups = originGroups({ hasCopy: copy !== undefined, hasPage: page !== undefined });
    const distribution = new aws.cloudfront.Distribution(
      name,
      {
        enabled: true,
        isIpv6Enabled: true,
        httpVersion: "http2and3",
        priceClass: args.priceClass ?? "PriceClass_All",
        ...(args.firewallArn === undefined ? {} : { webAclId: args.firewallArn }),
        ...(page ? { defaultRootObject: INDEX } : {}),
        origins: [appOrigin(args.origin), ...fileOrigins(assets.domainName, copy?.domainName, accessControl.id)],
        ...(groups.length > 0 ? { originGroups: groups } : {}),
        defaultCacheBehavior: passOn(),
        orderedCacheBehaviors: this.files(name, args, { hasCopy: copy !== undefined, pagePaths: page?.paths ?? [] }),
        restrictions: { geoRestriction: { restrictionType: "none" } },
        ...names(args.site),
        waitForDeployment: true,
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    settle(distribution.arn);
    if (logDays > 0) {
      cdnLog(name, { distributionArn: distribution.arn, days: logDays, tags }, this);
    }

    this.watchName = `${name}-cdn`;
    this.distributionId = distribution.id;
    this.dnsName = distribution.domainName;
    this.zoneId = distribution.hostedZoneId;
    this.arn = distribution.arn;
    this.assetsBucketName = assets.bucketName;
    this.registerOutputs({
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      arn: this.arn,
      assetsBucketName: this.assetsBucketName,
    });
  }

  alarms(): readonly Alarm[] {
    return cdnAlarms(this.distributionId);
  }

  charts(): readonly Chart[] {
    return cdnCharts(this.distributionId);
  }

  /** The bucket of files, and its copy in a second region. */
  private stores(name: string, args: CdnArgs, distributionArn: pulumi.Output<string>) {
    const { deletionProtection = true, copyProvider, tags } = args;
    const store = { distributionArns: [distributionArn], deletionProtection, ...(tags ? { tags } : {}) };
    const assets = new ObjectStore(`${name}-assets`, store, { parent: this });
    if (copyProvider === undefined) {
      return { assets, copy: undefined, copies: [] };
    }
    const copy = new ObjectStore(`${name}-assets-copy`, store, { parent: this, provider: copyProvider });
    const replication = new ObjectReplication(`${name}-copies`, { from: assets, to: copy, ...(tags ? { tags } : {}) });
    return { assets, copy, copies: [replication.configuration] };
  }

  /** Only what is written after the copying began is copied. */
  private upload(
    name: string,
    { pageFolder: folder, assetsPath }: CdnArgs,
    { bucketName }: ObjectStore,
    after: readonly pulumi.Resource[],
  ): Page | undefined {
    if (folder === undefined) {
      return undefined;
    }
    return new Page(name, { folder, bucketName, assetsFolder: folderOf(assetsPath), after }, { parent: this });
  }

  /** What is served from the bucket: hashed files for as long as they say, a page's own paths for a minute. */
  private files(
    name: string,
    args: CdnArgs,
    { hasCopy, pagePaths }: { hasCopy: boolean; pagePaths: readonly string[] },
  ) {
    const { assetsPath = ASSETS_PATH, contentSecurityPolicy, uploadHosts = [] } = args;
    const responseHeadersPolicyId = pageHeaders(name, { policy: contentSecurityPolicy, uploadHosts }, this).id;
    const assets = serveFiles(assetsPath, {
      targetOriginId: hasCopy ? ORIGIN.Files : ORIGIN.Assets,
      cachePolicyId: CDN_POLICIES.cachingOptimized,
      responseHeadersPolicyId,
    });
    if (pagePaths.length === 0) {
      return [assets];
    }
    const page = {
      targetOriginId: hasCopy ? ORIGIN.Files : ORIGIN.Page,
      cachePolicyId: pageCaching(name, this).id,
      responseHeadersPolicyId,
    };
    return [assets, ...pagePaths.map((path) => serveFiles(path, page))];
  }
}

/** `assets` for `/assets/*`. */
function folderOf(assetsPath = ASSETS_PATH): string {
  return assetsPath.slice(1, -"/*".length);
}

function names(site: CdnArgs["site"]) {
  if (!site) {
    return { viewerCertificate: { cloudfrontDefaultCertificate: true } };
  }
  return {
    aliases: [...site.domains],
    viewerCertificate: {
      acmCertificateArn: site.certificateArn,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: CDN_TLS_VERSION,
    },
  };
}
