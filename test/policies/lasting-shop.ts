import type { Plan, PlannedResource } from "../../model/plan";
import { UNKNOWN } from "../../model/value";
import { from, type PlanBuilder } from "../model/plan-builder";
import { type ShopChanges, shop } from "../model/shop";

const BREAKER = { deploymentCircuitBreaker: { enable: true, rollback: true } };

const TLS_ONLY = JSON.stringify({
  Statement: {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
});

/** The shop with what keeps its data, tells somebody of trouble and takes back a bad release: no rule finds anything. */
export function lastingShop(changes: ShopChanges = {}): Plan {
  return shop({
    ...changes,
    service: (network) => ({ ...BREAKER, ...changes.service?.(network) }),
    worker: { ...BREAKER, ...changes.worker },
    balancer: { enableDeletionProtection: true, ...changes.balancer },
    database: {
      deletionProtection: true,
      maxAllocatedStorage: 100,
      finalSnapshotIdentifier: "db-last",
      ...changes.database,
    },
    extra: (plan, parts) => {
      const { balancer, database, service, worker, queue } = parts;
      const [cache] = named(plan, "ReplicationGroup");
      const [pages] = named(plan, "Bucket");
      const [dead] = named(plan, "Queue").filter((each) => each !== queue);
      watch(plan, [balancer, database, service, worker, queue, cache, dead]);
      backUp(plan, database);
      if (pages) {
        const versioningConfiguration = { status: "Enabled" };
        plan.add("aws:s3/bucketVersioning:BucketVersioning", "pages", { bucket: from(pages), versioningConfiguration });
        plan.add("aws:s3/bucketPolicy:BucketPolicy", "pages", { bucket: from(pages), policy: TLS_ONLY });
      }
      changes.extra?.(plan, parts);
    },
  });
}

function named(plan: PlanBuilder, type: string): readonly PlannedResource[] {
  return plan.plan().resources.filter((each) => each.type.endsWith(`:${type}`));
}

function watch(plan: PlanBuilder, all: readonly (PlannedResource | undefined)[]): void {
  const page = plan.add("aws:sns/topic:Topic", "page");
  plan.add("aws:sns/topicSubscription:TopicSubscription", "page", {
    topic: from(page),
    protocol: "email",
    endpoint: "a@example.com",
  });
  for (const each of all) {
    if (each === undefined) continue;
    plan.add("aws:cloudwatch/metricAlarm:MetricAlarm", `${each.name}-trouble`, {
      metricName: "Trouble",
      dimensions: { Name: from(each) },
      alarmActions: [from(page)],
    });
  }
}

function backUp(plan: PlanBuilder, database: PlannedResource): void {
  const vault = plan.add("aws:backup/vault:Vault", "backups");
  plan.add("aws:backup/vaultLockConfiguration:VaultLockConfiguration", "backups", { backupVaultName: from(vault) });
  const daily = plan.add("aws:backup/plan:Plan", "daily", {
    rules: [{ ruleName: "daily", targetVaultName: from(vault), copyActions: [{ destinationVaultArn: UNKNOWN }] }],
  });
  plan.add("aws:backup/selection:Selection", "daily", { planId: from(daily), resources: [from(database)] });
}
