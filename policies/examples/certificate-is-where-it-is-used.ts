import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.cloudfront.Distribution("site", {
    enabled: true,
    aliases: ["www.example.com"],
    origins: [{ originId: "web", domainName: "web.example.com" }],
    defaultCacheBehavior: {
      targetOriginId: "web",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: {
      acmCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/site",
      sslSupportMethod: "sni-only",
    },
  });
}

export function after(): void {
  new aws.cloudfront.Distribution("site", {
    enabled: true,
    aliases: ["www.example.com"],
    origins: [{ originId: "web", domainName: "web.example.com" }],
    defaultCacheBehavior: {
      targetOriginId: "web",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: {
      acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/site",
      sslSupportMethod: "sni-only",
    },
  });
}
