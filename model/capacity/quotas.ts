import type { PlanIndex } from "../topology/plan-index";
import type { Tier, Topology } from "../topology/topology";
import { list, record, text } from "../value";
import type { FigureName } from "./figures";
import { each } from "./limit-share";
import { membersOf } from "./members";

/** What a program takes of a quota of its account that starts low, and that AWS raises when asked. */
export interface AccountQuota {
  /** Of what, as Service Quotas names it. */
  readonly of: string;
  /** The region; null where the plan does not tell it. */
  readonly region: string | null;
  /** With the members that are always there, and with as many as scaling may start. */
  readonly least: number;
  readonly most: number;
  /** What an account has by default. */
  readonly quota: number;
  readonly figure: FigureName;
}

/** Quotas that hold for everything of a region together, by region; without those of which nothing is taken. */
export function accountQuotas(topology: Topology, index: PlanIndex): readonly AccountQuota[] {
  const regions = new Map<string | null, AccountQuota>();
  for (const tier of topology.tiers.values()) {
    const members = isOnFargate(tier, index) ? membersOf(tier, index) : undefined;
    if (members === undefined) continue;
    const { region } = tier;
    const { least = 0, most = 0 } = regions.get(region) ?? {};
    regions.set(region, {
      of: "Fargate On-Demand vCPU resource count",
      region,
      least: least + members.least * members.size.vcpus,
      most: most + members.most * members.size.vcpus,
      quota: each("fargate.vcpus"),
      figure: "fargate.vcpus",
    });
  }
  return [...regions.values()];
}

/** Spot capacity has a quota of its own. */
function isOnFargate(tier: Tier, index: PlanIndex): boolean {
  const service = index.get(tier.urn);
  const launchType = text(service?.inputs.launchType);
  if (tier.type !== "ecs/Service" || service === undefined) return false;
  if (launchType !== undefined) return launchType === "FARGATE";
  const providers = list(service.inputs.capacityProviderStrategies).map((each) => text(record(each).capacityProvider));
  if (providers.length > 0) return providers.includes("FARGATE");
  const task = index.referred(service, "taskDefinition", "ecs/TaskDefinition")[0];
  return list(task?.inputs.requiresCompatibilities).map(text).includes("FARGATE");
}
