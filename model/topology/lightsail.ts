import type { TopologyBuilder } from "./builder";

/** Load balancers of Lightsail, which AWS serves in every zone of the region, and the instances behind them. */
export function readLightsail(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const balancer of index.ofType("lightsail/Lb")) {
    const tier = builder.tier(balancer, "load-balancer");
    for (const attachment of index.referring(balancer, "lightsail/LbAttachment", "lbName")) {
      const instance = index.one(attachment, "instanceName", "lightsail/Instance");
      builder.edge(tier, builder.tierOf(instance), "request", `load balancer ${balancer.name}`);
    }
  }
}
