import type { PlannedResource } from "../../../model/plan";
import { type PropertyMap, Secret, UNKNOWN } from "../../../model/value";
import type { Report } from "../../../preview/report/report";

const STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
export const SITE = "urn:pulumi:dev::shop::shop:web:Site::site";
export const BUCKET = "urn:pulumi:dev::shop::shop:web:Site$aws:s3/bucket:Bucket::pages";
export const DATABASE = "urn:pulumi:dev::shop::aws:rds/instance:Instance::main";

function resource(
  urn: string,
  parent: string | null,
  inputs: PropertyMap,
  more: Partial<PlannedResource> = {},
): PlannedResource {
  const type = (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
  const custom = type.startsWith("aws:");
  return {
    op: "create",
    urn,
    type,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    custom,
    parent,
    provider: custom ? "urn:pulumi:dev::shop::pulumi:providers:aws::default" : null,
    inputs,
    outputs: inputs,
    dependencies: [],
    propertyDependencies: {},
    options: {},
    autoNamed: [],
    ...more,
  };
}

/** A small report with one of everything that a renderer must show. */
export function sampleReport(): Report {
  return {
    plan: {
      project: "shop",
      stack: "dev",
      region: "eu-west-1",
      outputs: { url: UNKNOWN, key: new Secret("hunter2-plain") },
      resources: [
        resource(STACK, null, {}),
        resource(SITE, STACK, {}),
        resource(BUCKET, SITE, { bucket: "pages-0a1b2c3" }, { autoNamed: ["bucket"] }),
        resource(`${BUCKET}-policy`, SITE, { policy: '{"Resource":"arn:aws:s3:::pages-0a1b2c3/*"}', bucket: UNKNOWN }),
        resource(DATABASE, STACK, { password: new Secret("hunter2-plain"), multiAz: false, tags: { Name: "main" } }),
      ],
    },
    change: null,
    earlier: null,
    saving: { urn: DATABASE, argument: "instanceClass", from: "db.m7g.large", to: "db.t4g.large", usd: "30.10" },
    capacity: {
      peakRps: 30,
      tiers: [
        {
          urn: DATABASE,
          members: { least: 1, most: 1, size: "db.t4g.small" },
          demand: 30,
          utilisation: 0.4,
          utilisationWithoutZone: null,
          utilisationAtMost: 0.4,
          figures: ["database.reads"],
        },
      ],
      bottleneck: { urn: DATABASE, atRps: 75 },
      assumptions: ["database.reads: 1,200 queries per second per vCPU (estimate: ours, 2026-11-28)."],
    },
    cost: {
      currency: "USD",
      region: "eu-west-1",
      snapshotDate: "2026-11-21",
      monthly: { fixed: "1234.50", usage: "10.00", total: "1244.50" },
      lines: [
        {
          urn: DATABASE,
          item: "instance",
          kind: "fixed",
          unit: "hours",
          quantity: "730",
          quantityNote: null,
          unitPrice: "0.017",
          monthly: "12.41",
          priceKey: "k",
          asOf: "2026-01-01",
        },
        {
          urn: DATABASE,
          item: "replicas",
          kind: "fixed",
          unit: "hours",
          quantity: "2190",
          quantityNote: "3 × 730 h",
          unitPrice: "0.558",
          monthly: "1222.09",
          priceKey: "k",
          asOf: "2026-01-01",
        },
        {
          urn: BUCKET,
          item: "storage",
          kind: "usage",
          unit: "GB-month",
          quantity: null,
          quantityNote: null,
          unitPrice: "0.023",
          monthly: null,
          priceKey: "k",
          asOf: "2026-01-01",
        },
      ],
      unpriced: [{ urn: SITE, type: "shop:web:Site", reason: "no price for this type" }],
      assumptions: ["10 requests a second."],
    },
    availability: [],
    failures: [
      {
        kind: "zone",
        domain: "zone:eu-west-1a",
        flow: "read",
        flowKind: "read",
        outcome: "needs-person",
        recoverySeconds: null,
        dataLossSeconds: 300,
        capacityShare: 0,
        path: [DATABASE],
        reason: "The database has no standby.",
        source: "AWS guide, 2026-01-01",
      },
      {
        kind: "zone",
        domain: "zone:eu-west-1b",
        flow: "read",
        flowKind: "read",
        outcome: "survives",
        recoverySeconds: 0,
        dataLossSeconds: 0,
        capacityShare: 1,
        path: [],
        reason: "Nothing runs there.",
        source: null,
      },
      {
        kind: "zone",
        domain: "zone:eu-west-1c",
        flow: "read",
        flowKind: "read",
        outcome: "survives",
        recoverySeconds: 0,
        dataLossSeconds: 0,
        capacityShare: 1,
        path: [],
        reason: "Nothing runs there.",
        source: null,
      },
    ],
    findings: [
      {
        rule: "no-single-point-of-failure",
        kind: "reachability",
        level: "advisory",
        severity: "high",
        outcome: "violation",
        urn: DATABASE,
        message: "The database runs in one zone.",
        remediation: "Set `multiAz`.",
        failure: { kind: "zone", domain: "zone:eu-west-1a" },
        flow: "read",
        fixCost: "12.41",
      },
      {
        rule: "data-stores-encrypted",
        kind: "security",
        level: "mandatory",
        severity: "medium",
        outcome: "violation",
        urn: DATABASE,
        message: "The storage is not encrypted.",
        remediation: "Set `storageEncrypted`.",
        failure: null,
        flow: null,
        fixCost: null,
      },
      {
        rule: "service-spans-zones",
        kind: "reachability",
        level: "mandatory",
        severity: "high",
        outcome: "unknown",
        urn: SITE,
        message: "The zones are not known.",
        remediation: "Name them.",
        failure: null,
        flow: null,
        fixCost: null,
      },
    ],
    assumed: [{ subject: "aws:ec2/getAmi:getAmi", urn: null, note: "an image id stands in." }],
    messages: [{ severity: "warning", urn: null, text: "mind the gap" }],
  };
}
