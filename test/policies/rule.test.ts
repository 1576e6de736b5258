import { analyzePack } from "../../policies/analyze";
import { mergedVerdicts } from "../../policies/verdict";
import { PlanBuilder } from "../model/plan-builder";
import { lastingShop } from "./lasting-shop";

describe("what a rule says", () => {
  it("of one resource is one finding", async () => {
    const { findings } = await analyzePack(
      lastingShop({ cache: { atRestEncryptionEnabled: false, transitEncryptionEnabled: false } }),
    );
    expect(findings.map(({ rule }) => rule)).toEqual(["data-stores-encrypted"]);
    expect(findings[0]?.message).toMatch(/`atRestEncryptionEnabled`.*`transitEncryptionEnabled`/);
  });

  it("of one cause is one finding, of the first resource, and what is unknown stays apart", () => {
    const violation = { outcome: "violation", cause: "group" } as const;
    const verdicts = [
      { ...violation, urn: "a", message: "One." },
      { outcome: "unknown", cause: "group", urn: "a", message: "Perhaps." } as const,
      { ...violation, urn: "b", message: "Two." },
      { ...violation, urn: "c", message: "One." },
    ];
    expect(mergedVerdicts(verdicts)).toEqual([
      { ...violation, urn: "a", message: "One. Two." },
      { outcome: "unknown", cause: "group", urn: "a", message: "Perhaps." },
    ]);
  });

  it("is nothing, with the reason, where the plan has nothing for it to judge", async () => {
    const plan = new PlanBuilder();
    plan.add("aws:s3/bucket:Bucket", "pages");
    const { findings, notApplicable } = await analyzePack(plan.plan());
    expect(findings.map(({ rule }) => rule)).toEqual(["bucket-keeps-versions", "buckets-refuse-plain-http"]);
    expect(notApplicable).toContainEqual({
      rule: "failover-can-happen",
      reason: "the plan has none of route53/Record, cloudfront/Distribution",
    });
    expect(notApplicable).toContainEqual({ rule: "monthly-budget", reason: "the configuration sets no limit" });
    expect(notApplicable).toContainEqual({
      rule: "recovery-targets",
      reason: "the configuration sets no target",
    });
    const declared = await analyzePack(plan.plan(), { "monthly-budget": { monthlyUsd: 1 } });
    expect(declared.notApplicable.map(({ rule }) => rule)).not.toContain("monthly-budget");
    const off = await analyzePack(plan.plan(), { "bucket-keeps-versions": "disabled" });
    expect([off.findings.map(({ rule }) => rule), off.disabled]).toEqual([
      ["buckets-refuse-plain-http"],
      ["bucket-keeps-versions"],
    ]);
    const elsewhere = (await analyzePack(lastingShop())).notApplicable.map(({ rule }) => rule);
    expect(elsewhere).not.toContain("nat-gateway-per-zone");
  });
});
