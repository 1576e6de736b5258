import type { PlannedResource } from "../plan";
import type { PlanIndex } from "../topology/plan-index";
import type { Tier } from "../topology/topology";
import { number, text } from "../value";
import { type MachineSize, machineSize } from "./machine-size";

/** The members of a tier: how large each is, and how many there are at least and at most. */
export interface Members {
  readonly size: MachineSize;
  /** As people call it: `t4g.small`, `0.5 vCPU, 1 GiB`. */
  readonly shown: string;
  readonly least: number;
  readonly most: number;
}

/** What a tier is made of; undefined where the plan does not tell, or AWS scales it by itself. */
export function membersOf(tier: Tier, index: PlanIndex): Members | undefined {
  const resource = index.get(tier.urn);
  if (resource === undefined || tier.count === null) return undefined;
  const sized = sizeOf(tier, resource, index);
  if (sized === undefined) return undefined;
  return { ...sized, least: tier.count, most: Math.max(tier.count, ceilingOf(resource, index)) };
}

type Sized = Pick<Members, "size" | "shown">;

function sizeOf(tier: Tier, resource: PlannedResource, index: PlanIndex): Sized | undefined {
  switch (tier.type) {
    case "ecs/Service":
      return taskSize(index.referred(resource, "taskDefinition", "ecs/TaskDefinition")[0]);
    case "autoscaling/Group":
      return named(
        text(
          index.referred(resource, "launchTemplate", "ec2/LaunchTemplate", "ec2/LaunchConfiguration")[0]?.inputs
            .instanceType,
        ),
      );
    case "elasticache/ReplicationGroup":
    case "elasticache/Cluster":
      return named(text(resource.inputs.nodeType));
    default:
      return named(text(resource.inputs.instanceClass) ?? text(resource.inputs.instanceType));
  }
}

function named(type: string | undefined): Sized | undefined {
  const size = type === undefined ? undefined : machineSize(type);
  return type === undefined || size === undefined ? undefined : { size, shown: type };
}

function taskSize(definition: PlannedResource | undefined): Sized | undefined {
  const [cpu, memory] = [Number(text(definition?.inputs.cpu)), Number(text(definition?.inputs.memory))];
  if (!(cpu > 0) || !(memory > 0)) return undefined;
  const size = { vcpus: cpu / 1024, memoryGiB: memory / 1024 };
  return { size, shown: `${size.vcpus} vCPU, ${size.memoryGiB} GiB` };
}

/** The most that scaling may start. */
function ceilingOf(resource: PlannedResource, index: PlanIndex): number {
  const [scaling] = index.referring(resource, "appautoscaling/Target", "resourceId");
  return number(scaling?.inputs.maxCapacity) ?? number(resource.inputs.maxSize) ?? 0;
}
