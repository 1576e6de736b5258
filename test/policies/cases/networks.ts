import type { PlannedResource } from "../../../model/plan";
import { from, type PlanBuilder } from "../../model/plan-builder";

/** A VPC and a subnet in each of the zones, named by their last letter. */
export function subnetsIn(plan: PlanBuilder, ...zones: readonly string[]): readonly PlannedResource[] {
  const vpc = plan.add("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
  return zones.map((zone, i) =>
    plan.add("aws:ec2/subnet:Subnet", `net-${i}`, {
      vpcId: from(vpc),
      availabilityZone: `us-east-1${zone}`,
      cidrBlock: `10.0.${i}.0/24`,
    }),
  );
}

/** A provider for another region, by which a resource of the plan may be made. */
export function providerFor(plan: PlanBuilder, region: string): { readonly provider: string } {
  return { provider: plan.add("pulumi:providers:aws", region, { region }, { provider: null }).urn };
}
