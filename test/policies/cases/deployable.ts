import { UNKNOWN } from "../../../model/value";
import { from, type Inputs, type PlanBuilder } from "../../model/plan-builder";
import { type CasesByRule, one, passes, some, trips } from "./case";
import { providerFor } from "./networks";

const QUEUE = "aws:sqs/queue:Queue";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
const CDN = "aws:cloudfront/distribution:Distribution";
const LISTENER = "aws:lb/listener:Listener";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const FUNCTION = "aws:lambda/function:Function";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const CERTIFICATE = "aws:acm/certificate:Certificate";

const fargate = (cpu: string, memory: string, more: Inputs = {}): Inputs => ({
  cpu,
  memory,
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  containerDefinitions: JSON.stringify([{ name: "app", image: "nginx" }]),
  ...more,
});

const twoQueues = (first: string, second: string) =>
  some((plan) => {
    plan.add(QUEUE, "first", { name: first });
    plan.add(QUEUE, "second", { name: second });
  });

const certificateIn = (region: string, use: (plan: PlanBuilder, certificate: ReturnType<PlanBuilder["add"]>) => void) =>
  some((plan) => {
    use(plan, plan.add(CERTIFICATE, "certificate", { domainName: "example.com" }, providerFor(plan, region)));
  });

const cdnWith = (region: string) =>
  certificateIn(region, (plan, certificate) => {
    plan.add(CDN, "it", { viewerCertificate: { acmCertificateArn: from(certificate) } });
  });

const consumer = (visibility: Inputs, timeout: Inputs, mapping: Inputs = {}) =>
  some((plan) => {
    const queue = plan.add(QUEUE, "jobs", visibility);
    const reader = plan.add(FUNCTION, "reader", timeout);
    plan.add("aws:lambda/eventSourceMapping:EventSourceMapping", "it", {
      eventSourceArn: from(queue),
      functionName: from(reader),
      ...mapping,
    });
  });

export const deployable: CasesByRule = {
  "names-are-allowed": {
    trips: [
      trips(
        "a load balancer's name of 33 characters",
        one(BALANCER, { name: "a".repeat(33) }),
        /33 characters, where AWS takes 1 to 32/,
      ),
      trips(
        "a load balancer's name that AWS keeps",
        one(BALANCER, { name: "internal-front" }),
        /not `internal-` first/,
      ),
      trips("a bucket's name in capitals", one("aws:s3/bucket:Bucket", { bucket: "Shop" }), /lower-case/),
      trips("a bucket that looks like an address", one("aws:s3/bucket:Bucket", { bucket: "10.0.0.1" }), /IP address/),
      trips(
        "a database's name with two hyphens",
        one("aws:rds/instance:Instance", { identifier: "a--b" }),
        /single hyphens/,
      ),
      trips("a key's alias without its beginning", one("aws:kms/alias:Alias", { name: "shop" }), /alias\//),
      trips("a group that looks like an id", one("aws:ec2/securityGroup:SecurityGroup", { name: "sg-web" }), /`sg-`/),
      trips("an image repository in capitals", one("aws:ecr/repository:Repository", { name: "Shop" }), /lower-case/),
    ],
    passes: [
      passes("a name of 32 characters", one(BALANCER, { name: "a".repeat(32) })),
      passes("a name that is not known", one(BALANCER, { name: UNKNOWN })),
      passes("no name", one("aws:s3/bucket:Bucket", {})),
      passes("a bucket named as a host", one("aws:s3/bucket:Bucket", { bucket: "www.example.com" })),
      passes("a FIFO queue's name", one(QUEUE, { name: "jobs.fifo", fifoQueue: true })),
      passes("a log group's path", one("aws:cloudwatch/logGroup:LogGroup", { name: "/aws/ecs/shop#1" })),
    ],
  },
  "names-are-unique": {
    trips: [trips("two queues of one name", twoQueues("jobs", "jobs"), /second and first are both to have/)],
    passes: [
      passes("queues of two names", twoQueues("jobs", "mails")),
      passes(
        "queues of one name in two regions",
        some((plan) => {
          plan.add(QUEUE, "here", { name: "jobs" });
          plan.add(QUEUE, "there", { name: "jobs" }, providerFor(plan, "eu-west-1"));
        }),
      ),
    ],
  },
  "numbers-are-in-range": {
    trips: [
      trips(
        "a function with too little memory",
        one(FUNCTION, { memorySize: 64 }),
        /`memorySize: 64`, where AWS takes 128/,
      ),
      trips("a function that may run for an hour", one(FUNCTION, { timeout: 3600 }), /1 to 900 seconds/),
      trips(
        "a queue that hides messages for a day",
        one(QUEUE, { visibilityTimeoutSeconds: 86_400 }),
        /0 to 43200 seconds/,
      ),
      trips(
        "logs kept for 10 days",
        one("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 10 }),
        /one of 0, 1, 3, 5/,
      ),
      trips(
        "backups kept for 60 days",
        one("aws:rds/instance:Instance", { backupRetentionPeriod: 60 }),
        /0 to 35 days/,
      ),
      trips("a key that goes in 3 days", one("aws:kms/key:Key", { deletionWindowInDays: 3 }), /7 to 30 days/),
      trips(
        "a health check every second",
        one("aws:lb/targetGroup:TargetGroup", { healthCheck: { interval: 1 } }),
        /healthCheck\.interval: 1/,
      ),
      trips(
        "a secret kept for 3 days",
        one("aws:secretsmanager/secret:Secret", { recoveryWindowInDays: 3 }),
        /one of 0, 7/,
      ),
    ],
    passes: [
      passes("the least", one(FUNCTION, { memorySize: 128, timeout: 1 })),
      passes("the most", one(QUEUE, { visibilityTimeoutSeconds: 43_200 })),
      passes("a number that is not known", one(FUNCTION, { memorySize: UNKNOWN })),
      passes("logs kept for ever", one("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 0 })),
      passes(
        "a function on a capacity provider",
        one(FUNCTION, { timeout: 3600, capacityProviderConfig: { lambdaManagedInstancesCapacityProviderConfig: {} } }),
      ),
      passes("a secret that goes at once", one("aws:secretsmanager/secret:Secret", { recoveryWindowInDays: 0 })),
    ],
  },
  "cache-failover-has-a-node": {
    trips: [
      trips(
        "failover with one node",
        one(CACHE, { automaticFailoverEnabled: true, numCacheClusters: 1 }),
        /with one node/,
      ),
      trips(
        "failover of a shard without a replica",
        one(CACHE, { automaticFailoverEnabled: true, numNodeGroups: 1, replicasPerNodeGroup: 0 }),
        /without a replica/,
      ),
      trips(
        "Multi-AZ without failover",
        one(CACHE, { multiAzEnabled: true, numCacheClusters: 2 }),
        /without automatic failover/,
      ),
      trips(
        "shards without failover",
        one(CACHE, { numNodeGroups: 3, automaticFailoverEnabled: false }),
        /several shards/,
      ),
    ],
    passes: [
      passes(
        "failover with two nodes",
        one(CACHE, { automaticFailoverEnabled: true, numCacheClusters: 2, multiAzEnabled: true }),
      ),
      passes("one node without failover", one(CACHE, { numCacheClusters: 1 })),
      passes(
        "three shards without replicas",
        one(CACHE, { automaticFailoverEnabled: true, numNodeGroups: 3, replicasPerNodeGroup: 0 }),
      ),
      passes(
        "a number of nodes that is not known",
        one(CACHE, { automaticFailoverEnabled: true, numCacheClusters: UNKNOWN }),
      ),
    ],
  },
  "certificate-is-where-it-is-used": {
    trips: [
      trips("a CDN's certificate in Ireland", cdnWith("eu-west-1"), /a certificate in eu-west-1/),
      trips(
        "a CDN's certificate in Ireland, by its ARN",
        one(CDN, { viewerCertificate: { acmCertificateArn: "arn:aws:acm:eu-west-1:1:certificate/1" } }),
        /eu-west-1/,
      ),
      trips(
        "HTTPS without a certificate",
        one(LISTENER, { protocol: "HTTPS", port: 443 }),
        /without a `certificateArn`/,
      ),
      trips(
        "a listener's certificate of another region",
        certificateIn(
          "eu-west-1",
          (plan, certificate) =>
            void plan.add(LISTENER, "it", { protocol: "HTTPS", certificateArn: from(certificate) }),
        ),
        /in us-east-1 and uses a certificate in eu-west-1/,
      ),
      trips(
        "a CDN's own name without a certificate",
        one(CDN, { aliases: ["shop.example.com"], viewerCertificate: { cloudfrontDefaultCertificate: true } }),
        /aliases/,
      ),
      trips(
        "a CDN's web ACL in Ireland",
        some(
          (plan) =>
            void plan.add("aws:wafv2/webAcl:WebAcl", "it", { scope: "CLOUDFRONT" }, providerFor(plan, "eu-west-1")),
        ),
        /outside us-east-1/,
      ),
    ],
    passes: [
      passes("a CDN's certificate in us-east-1", cdnWith("us-east-1")),
      passes(
        "HTTPS with a certificate that is not known",
        one(LISTENER, { protocol: "HTTPS", certificateArn: UNKNOWN }),
      ),
      passes("HTTP without a certificate", one(LISTENER, { protocol: "HTTP", port: 80 })),
      passes(
        "CloudFront's own certificate and name",
        one(CDN, { viewerCertificate: { cloudfrontDefaultCertificate: true } }),
      ),
      passes(
        "a regional web ACL in Ireland",
        some(
          (plan) =>
            void plan.add("aws:wafv2/webAcl:WebAcl", "it", { scope: "REGIONAL" }, providerFor(plan, "eu-west-1")),
        ),
      ),
    ],
  },
  "fargate-sizes-exist": {
    trips: [
      trips(
        "a pair that Fargate does not have",
        one(TASK, fargate("256", "4096")),
        /4096 MiB of memory with 256 CPU units/,
      ),
      trips("a pair in words that Fargate does not have", one(TASK, fargate(".25 vCPU", "3 GB")), /3072 MiB/),
      trips("CPU that Fargate does not have", one(TASK, fargate("300", "512")), /300 CPU units/),
      trips(
        "no size",
        one(TASK, { networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"] }),
        /lacks `cpu` or `memory`/,
      ),
      trips("a bridge", one(TASK, fargate("256", "512", { networkMode: "bridge" })), /not awsvpc/),
      trips(
        "a container larger than its task",
        one(TASK, fargate("256", "512", { containerDefinitions: JSON.stringify([{ name: "app", memory: 1024 }]) })),
        /more `memory`/,
      ),
    ],
    passes: [
      passes("a pair that Fargate has", one(TASK, fargate("256", "2048"))),
      passes("a pair in words", one(TASK, fargate("1 vCPU", "2 GB"))),
      passes("memory that is not known", one(TASK, fargate("256", "512", { memory: UNKNOWN }))),
      passes(
        "a task on servers of one's own",
        one(TASK, fargate("300", "999", { requiresCompatibilities: ["EC2"], networkMode: "bridge" })),
      ),
    ],
  },
  "visibility-covers-the-consumer": {
    trips: [
      trips(
        "a function slower than the queue waits",
        consumer({ visibilityTimeoutSeconds: 30 }, { timeout: 60 }),
        /hides a message for 30 s/,
      ),
      trips("a queue that does not say", consumer({}, { timeout: 31 }), /30 s, by reader, which may take 31 s/),
      trips(
        "a position in a queue",
        consumer({ visibilityTimeoutSeconds: 60 }, {}, { startingPosition: "LATEST" }),
        /startingPosition/,
      ),
      trips("large batches at once", consumer({}, {}, { batchSize: 100 }), /batches of 100/),
    ],
    passes: [
      passes("a queue that waits long enough", consumer({ visibilityTimeoutSeconds: 360 }, { timeout: 60 })),
      passes("a time that is not known", consumer({ visibilityTimeoutSeconds: UNKNOWN }, { timeout: 600 })),
      passes("large batches after a while", consumer({}, {}, { batchSize: 100, maximumBatchingWindowInSeconds: 5 })),
    ],
  },
  "function-arguments-agree": {
    trips: [
      trips(
        "an image with a handler",
        one(FUNCTION, { packageType: "Image", imageUri: "x", handler: "index.handler" }),
        /is an image/,
      ),
      trips("an archive without a runtime", one(FUNCTION, { handler: "index.handler" }), /no `runtime`/),
      trips(
        "a variable of Lambda's own",
        one(FUNCTION, { runtime: "nodejs22.x", handler: "a.b", environment: { variables: { AWS_REGION: "x" } } }),
        /AWS_REGION/,
      ),
      trips(
        "too many variables",
        one(FUNCTION, { runtime: "nodejs22.x", handler: "a.b", environment: { variables: { A: "x".repeat(4096) } } }),
        /4097 bytes/,
      ),
    ],
    passes: [
      passes("an image", one(FUNCTION, { packageType: "Image", imageUri: UNKNOWN })),
      passes(
        "an archive",
        one(FUNCTION, {
          runtime: "nodejs22.x",
          handler: "a.b",
          environment: { variables: { AWS_NODEJS_CONNECTION_REUSE_ENABLED: "1" } },
        }),
      ),
    ],
  },
};
