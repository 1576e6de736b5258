import type { PlannedResource } from "../plan";
import type { TopologyBuilder } from "./builder";

const TARGETS = ["lb/LoadBalancer", "ec2/Instance", "ec2/Eip"] as const;

/**
 * Global accelerators: listener → endpoint groups → load balancers and servers. AWS checks every endpoint and leaves out
 * what is down, so the endpoints of a listener stand in for each other.
 */
export function readAccelerators(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const accelerator of index.ofType("globalaccelerator/Accelerator")) {
    const tier = builder.tier(accelerator, "accelerator");
    for (const listener of index.referring(accelerator, "globalaccelerator/Listener", "acceleratorArn")) {
      for (const group of index.referring(listener, "globalaccelerator/EndpointGroup", "listenerArn")) {
        for (const target of targetsOf(builder, group)) {
          builder.edge(tier, builder.tierOf(target), "request", `endpoint group ${group.name}`, {
            standIns: listener.name,
          });
        }
      }
    }
  }
}

function targetsOf({ index }: TopologyBuilder, group: PlannedResource): readonly PlannedResource[] {
  return index
    .referred(group, "endpointConfigurations", ...TARGETS)
    .flatMap((each) =>
      each.inputs.instance === undefined ? [each] : index.referred(each, "instance", "ec2/Instance"),
    );
}
