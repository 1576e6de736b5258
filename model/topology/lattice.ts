import type { PlannedResource } from "../plan";
import type { TopologyBuilder } from "./builder";

const GROUP = "vpclattice/TargetGroup";
const TARGETS = ["ec2/Instance", "lambda/Function", "lb/LoadBalancer"] as const;

/** Services of VPC Lattice, which AWS serves in every zone of the networks that they are offered to. */
export function readLattice(builder: TopologyBuilder): void {
  for (const service of builder.index.ofType("vpclattice/Service")) builder.tier(service, "api");
}

/** Service → listeners and their rules → target groups → what is registered in them. */
export function linkLattice(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const service of index.ofType("vpclattice/Service")) {
    const ways = ["serviceIdentifier", "serviceArn"].flatMap((by) => [
      ...index
        .referring(service, "vpclattice/Listener", by)
        .flatMap((each) => index.referred(each, "defaultAction", GROUP)),
      ...index
        .referring(service, "vpclattice/ListenerRule", by)
        .flatMap((each) => index.referred(each, "action", GROUP)),
    ]);
    for (const group of new Set(ways)) {
      for (const target of registered(builder, group)) {
        builder.edge(builder.tierOf(service), builder.tierOf(target), "request", `target group ${group.name}`);
      }
    }
  }
}

function registered({ index }: TopologyBuilder, group: PlannedResource): readonly PlannedResource[] {
  return [
    ...index
      .referring(group, "vpclattice/TargetGroupAttachment", "targetGroupIdentifier")
      .flatMap((each) => index.referred(each, "target", ...TARGETS)),
    ...index.referred(group, "config", ...TARGETS),
    ...index.referring(group, "autoscaling/Group", "trafficSources"),
    ...index.referring(group, "ecs/Service", "vpcLatticeConfigurations"),
  ];
}
