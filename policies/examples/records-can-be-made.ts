import * as aws from "@pulumi/aws";

export function before(): void {
  const zone = new aws.route53.Zone("shop", { name: "example.com" });
  new aws.route53.Record("apex", {
    zoneId: zone.zoneId,
    name: "example.com",
    type: "CNAME",
    ttl: 60,
    records: ["d111111abcdef8.cloudfront.net"],
  });
}

export function after(): void {
  const zone = new aws.route53.Zone("shop", { name: "example.com" });
  new aws.route53.Record("apex", {
    zoneId: zone.zoneId,
    name: "example.com",
    type: "A",
    aliases: [{ name: "d111111abcdef8.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }],
  });
}
