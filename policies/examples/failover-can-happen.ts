import * as aws from "@pulumi/aws";

export function before(): void {
  const zone = new aws.route53.Zone("shop", { name: "example.com" });
  for (const [id, address] of [
    ["a", "192.0.2.1"],
    ["b", "192.0.2.2"],
  ] as const) {
    new aws.route53.Record(id, {
      zoneId: zone.zoneId,
      name: "www.example.com",
      type: "A",
      ttl: 60,
      records: [address],
      setIdentifier: id,
      weightedRoutingPolicies: [{ weight: 1 }],
    });
  }
}

export function after(): void {
  const zone = new aws.route53.Zone("shop", { name: "example.com" });
  for (const [id, address] of [
    ["a", "192.0.2.1"],
    ["b", "192.0.2.2"],
  ] as const) {
    const check = new aws.route53.HealthCheck(id, { type: "HTTPS", ipAddress: address, port: 443, resourcePath: "/" });
    new aws.route53.Record(id, {
      zoneId: zone.zoneId,
      name: "www.example.com",
      type: "A",
      ttl: 60,
      records: [address],
      setIdentifier: id,
      weightedRoutingPolicies: [{ weight: 1 }],
      healthCheckId: check.id,
    });
  }
}
