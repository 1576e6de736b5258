import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.elasticache.ReplicationGroup("sessions", {
    description: "sessions",
    nodeType: "cache.t4g.small",
    numCacheClusters: 1,
    automaticFailoverEnabled: true,
  });
}

export function after(): void {
  new aws.elasticache.ReplicationGroup("sessions", {
    description: "sessions",
    nodeType: "cache.t4g.small",
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
  });
}
