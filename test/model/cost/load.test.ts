import fc from "fast-check";
import { type DeclaredLoad, estimateCost } from "../../../model/cost";
import type { PlannedResource } from "../../../model/plan";
import { UNKNOWN } from "../../../model/value";
import { plannedResource, planOf } from "./plans";

const LOAD: DeclaredLoad = { requestsPerSecond: 100, readShare: 0.9, payloadKiB: 20, storedGiB: 500 };

const balancer = plannedResource({
  type: "aws:lb/loadBalancer:LoadBalancer",
  name: "front",
  inputs: { loadBalancerType: "application", internal: false, subnets: ["a", "b"] },
});
const distribution = plannedResource({ type: "aws:cloudfront/distribution:Distribution", name: "site", inputs: {} });
const bucket = plannedResource({ type: "aws:s3/bucket:Bucket", name: "files", inputs: {} });
const deadLetters = plannedResource({ type: "aws:sqs/queue:Queue", name: "dead", inputs: {} });
const queue = plannedResource({
  type: "aws:sqs/queue:Queue",
  name: "jobs",
  inputs: { redrivePolicy: UNKNOWN },
  propertyDependencies: { redrivePolicy: [deadLetters.urn] },
});
const logs = plannedResource({
  type: "aws:cloudwatch/logGroup:LogGroup",
  name: "web",
  inputs: { retentionInDays: 30 },
});
const task = plannedResource({
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: "web",
  inputs: { containerDefinitions: UNKNOWN, requiresCompatibilities: ["FARGATE"], cpu: "256", memory: "512" },
  propertyDependencies: { containerDefinitions: [logs.urn] },
});
const service = plannedResource({
  type: "aws:ecs/service:Service",
  name: "web",
  inputs: { desiredCount: 2, networkConfiguration: { subnets: ["a", "b"] } },
  propertyDependencies: { taskDefinition: [task.urn] },
});
const database = plannedResource({
  type: "aws:rds/instance:Instance",
  name: "main",
  inputs: { engine: "postgres", instanceClass: "db.t4g.micro", storageType: "gp3", allocatedStorage: 20 },
});

/** What usage lines come to, by name and item. */
function usageOf(
  resources: readonly PlannedResource[],
  load: DeclaredLoad = LOAD,
): { readonly [line: string]: readonly [string | null, string | null] } {
  const report = estimateCost(planOf(resources), { usage: load });
  const usage = report.lines.filter((line) => line.kind === "usage");
  return Object.fromEntries(
    usage.map((line) => [`${line.urn.split("::").at(-1)}: ${line.item}`, [line.quantity, line.monthly]]),
  );
}

describe("a declared load of 100 requests a second, 90 % reads, 20 KiB each", () => {
  test("is 262.8 million requests and 5,012.5 GB through CloudFront", () => {
    expect(usageOf([distribution, balancer])).toMatchObject({
      "site: US, Mexico, Canada / HTTPS requests": ["26280", "262.8"],
      "site: US, Mexico, Canada / Data transfer out to internet (first 10TB)": ["5012.512207", "426.063538"],
      "site: US, Mexico, Canada / Data transfer out to origin": ["501.251221", "10.025024"],
    });
  });

  test("takes 6.87 capacity units all month: the load balancer's GB per hour decide", () => {
    expect(usageOf([balancer])["front: Load balancer capacity units"]).toEqual(["6.866455078082", "40.100098"]);
  });

  test("leaves the region for the internet only where no CloudFront stands before it", () => {
    const direct = usageOf([balancer]);
    expect(direct["cost-test: Outbound data transfer to Internet (first 10TB)"]).toEqual(["5012.512207", "451.126099"]);
    expect(Object.keys(usageOf([distribution, balancer])).filter((line) => line.includes("Outbound"))).toEqual([]);
  });

  test("puts 26.28 million messages on the queue, three calls each, and none on its dead-letter queue", () => {
    const usage = usageOf([deadLetters, queue]);
    expect(usage["jobs: Requests"]).toEqual(["78.84", "31.536"]);
    expect(usage["dead: Requests"]).toEqual(["0", "0"]);
  });

  test("does not put files into the bucket that a distribution's logs are delivered to", () => {
    const logBucket = plannedResource({ type: "aws:s3/bucket:Bucket", name: "logs", inputs: {} });
    const destination = plannedResource({
      type: "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
      name: "logs",
      inputs: { deliveryDestinationConfiguration: UNKNOWN },
      propertyDependencies: { deliveryDestinationConfiguration: [logBucket.urn] },
    });
    const usage = usageOf([logBucket, destination, bucket]);
    expect(usage["files: Standard / Storage"]).toEqual(["500", "11.5"]);
    expect(usage["logs: Standard / Storage"]).toEqual([null, null]);
  });

  test("fills a bucket with the declared files and leaves its requests open", () => {
    const usage = usageOf([bucket]);
    expect(usage["files: Standard / Storage"]).toEqual(["500", "11.5"]);
    expect(usage["files: Standard / PUT, COPY, POST, LIST requests"]).toEqual([null, null]);
  });

  test("writes a line of log a request, kept for its retention", () => {
    const usage = usageOf([logs, task]);
    expect(usage["web: Data ingested"]).toEqual(["250.62561", "125.312805"]);
    expect(usage["web: Archival Storage"]).toEqual(["250.62561", "7.518768"]);
  });

  test("crosses a zone with half of what goes to the database from two zones", () => {
    const usage = usageOf([task, service, database]);
    expect(usage["cost-test: Intra-region data transfer"]).toEqual(["2506.256104", "25.062561"]);
  });

  test("does not guess NAT traffic", () => {
    const gateway = plannedResource({ type: "aws:ec2/natGateway:NatGateway", name: "nat", inputs: {} });
    expect(usageOf([gateway])["nat: Data processed"]).toEqual([null, null]);
  });

  test("says every assumption in a sentence", () => {
    const { assumptions } = estimateCost(
      planOf([distribution, balancer, bucket, queue, deadLetters, logs, task, service, database]),
      { usage: LOAD },
    );
    expect(assumptions).toHaveLength(7);
    for (const sentence of assumptions) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test("gives way to figures declared for a resource", () => {
    const report = estimateCost(planOf([queue]), {
      usage: LOAD,
      resourceUsage: { [queue.urn]: { monthly_requests: 1_000_000 } },
    });
    expect(report.monthly.usage).toBe("0.4");
  });
});

test("usage cost never falls as the load grows", () => {
  const everything = [distribution, balancer, bucket, queue, deadLetters, logs, task, service, database];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), (requests, more) => {
      const usage = (requestsPerSecond: number): number =>
        Number(estimateCost(planOf(everything), { usage: { ...LOAD, requestsPerSecond } }).monthly.usage);
      expect(usage(requests + more)).toBeGreaterThanOrEqual(usage(requests));
    }),
    { numRuns: 30 },
  );
});

test("without a load, every usage line stays open and nothing is assumed", () => {
  const report = estimateCost(planOf([distribution, balancer, bucket, queue]));
  expect(report.assumptions).toEqual([]);
  expect(report.lines.filter((line) => line.kind === "usage" && line.monthly !== null)).toEqual([]);
});
