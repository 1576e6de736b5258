import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.cloudfront.Distribution("site", {
    enabled: true,
    origins: [{ originId: "web", domainName: "web.example.com" }],
    defaultCacheBehavior: {
      targetOriginId: "api",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
}

export function after(): void {
  new aws.cloudfront.Distribution("site", {
    enabled: true,
    origins: [{ originId: "web", domainName: "web.example.com" }],
    defaultCacheBehavior: {
      targetOriginId: "web",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
}
