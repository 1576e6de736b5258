import { assessFailures } from "../../../model/failures";
import type { Plan } from "../../../model/plan";
import { from, type Inputs, PlanBuilder } from "../plan-builder";
import { outcome } from "./outcomes";

const GROUP = { originId: "files", members: [{ originId: "here" }, { originId: "there" }] };

/** A distribution before a bucket in each of two regions, and a load balancer that nothing stands behind. */
function site(changes: { readonly distribution?: Inputs; readonly otherRegion?: string } = {}): Plan {
  const plan = new PlanBuilder();
  const here = plan.add("aws:s3/bucket:Bucket", "here");
  const there = plan.add("aws:s3/bucket:Bucket", "there", { region: changes.otherRegion ?? "eu-central-1" });
  plan.add("aws:cloudfront/distribution:Distribution", "edge", {
    enabled: true,
    origins: [
      { originId: "app", domainName: "app.example.com", customOriginConfig: { httpsPort: 443 } },
      { originId: "here", domainName: from(here) },
      { originId: "there", domainName: from(there) },
    ],
    originGroups: [GROUP],
    ...changes.distribution,
  });
  return plan.plan();
}

describe("a distribution with a bucket in each of two regions", () => {
  it.each(["us-east-1", "eu-central-1"])("serves on without %s when they are a group of origins", (region) => {
    const lost = outcome(site(), "region", region, "static");
    expect(lost).toMatchObject({ outcome: "survives", capacityShare: 1, dataLossSeconds: 0 });
  });

  it("does not when no group says that one stands in for the other", () => {
    const plan = site({ distribution: { originGroups: [] } });
    expect(outcome(plan, "region", "us-east-1", "static").outcome).not.toBe("survives");
  });

  it("does not when the group holds one of them and the app", () => {
    const members = [{ originId: "here" }, { originId: "app" }];
    const plan = site({ distribution: { originGroups: [{ originId: "files", members }] } });
    expect(outcome(plan, "region", "us-east-1", "static").outcome).not.toBe("survives");
  });

  it("does not when both are in the region that is lost", () => {
    expect(outcome(site({ otherRegion: "us-east-1" }), "region", "us-east-1", "static").outcome).toBe("needs-person");
  });

  it("is known whichever region is lost", () => {
    const outcomes = assessFailures(site()).filter((each) => each.kind === "region" && each.flowKind === "static");
    expect(outcomes).toHaveLength(2);
    for (const each of outcomes) {
      expect(each.reason).not.toContain("not modelled");
    }
  });
});
