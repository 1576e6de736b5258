import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Mistakes } from "./mistakes";
import { ObjectStore } from "./object-store";
import { type Tags, tagged } from "./tags";
import { CDN_POLICIES, CDN_TLS_VERSION } from "./versions";

export interface CdnArgs {
  /** What answers everything but files: the host of a load balancer, and whether it speaks HTTPS for that name. */
  readonly origin: { readonly host: pulumi.Input<string>; readonly https: boolean };
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

const APP = "app";
const ASSETS = "assets";

/** CloudFront before the load balancer: files from S3 near the visitor, everything else passed on. */
export class Cdn extends pulumi.ComponentResource {
  /** The name that CloudFront gives it. */
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of that name, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Bucket that the built page's files are uploaded to. */
  readonly assetsBucketName: pulumi.Output<string>;

  constructor(name: string, args: CdnArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:Cdn", name, args, opts);
    const { assetsPath = "/assets/*", site, deletionProtection = true, tags } = args;
    new Mistakes()
      .require(assetsPath.startsWith("/"), "assetsPath", `must start with a slash, got ${assetsPath}`)
      .require(
        site?.domains.length !== 0,
        "site",
        "must name at least one domain; leave it out to use CloudFront's name",
      )
      .throwFor("Cdn", name);

    // The bucket's policy names the distribution, and the distribution the bucket.
    const [distributionArn, settle] = pulumi.deferredOutput<string>();
    const assets = new ObjectStore(
      `${name}-assets`,
      { distributionArns: [distributionArn], deletionProtection, ...(tags ? { tags } : {}) },
      { parent: this },
    );
    const accessControl = new aws.cloudfront.OriginAccessControl(
      name,
      { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
      { parent: this },
    );
    const distribution = new aws.cloudfront.Distribution(
      name,
      {
        enabled: true,
        isIpv6Enabled: true,
        httpVersion: "http2and3",
        priceClass: args.priceClass ?? "PriceClass_All",
        origins: [
          appOrigin(args),
          { originId: ASSETS, domainName: assets.domainName, originAccessControlId: accessControl.id },
        ],
        defaultCacheBehavior: passOn(),
        orderedCacheBehaviors: [{ pathPattern: assetsPath, ...keep() }],
        restrictions: { geoRestriction: { restrictionType: "none" } },
        ...names(site),
        waitForDeployment: true,
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    settle(distribution.arn);

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
}

type Origin = aws.types.input.cloudfront.DistributionOrigin;

function appOrigin({ origin }: CdnArgs): Origin {
  return {
    originId: APP,
    domainName: origin.host,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: origin.https ? "https-only" : "http-only",
      originSslProtocols: ["TLSv1.2"],
    },
  };
}

/** The app decides what may be kept, so nothing is kept here. */
function passOn() {
  return {
    targetOriginId: APP,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: CDN_POLICIES.cachingDisabled,
    originRequestPolicyId: CDN_POLICIES.forwardAllOfViewer,
    responseHeadersPolicyId: CDN_POLICIES.securityHeaders,
  };
}

/** Files never change under their name, so every edge keeps them. */
function keep() {
  return {
    targetOriginId: ASSETS,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: CDN_POLICIES.cachingOptimized,
    responseHeadersPolicyId: CDN_POLICIES.securityHeaders,
  };
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
