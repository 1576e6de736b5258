import { list, record, text } from "../value";
import type { TopologyBuilder } from "./builder";

/** Servers of AWS Transfer Family: in every zone, or in the subnets of their endpoint; and where they put the files. */
export function readTransfer(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const server of index.ofType("transfer/Server")) {
    const { subnetIds } = record(list(server.inputs.endpointDetails)[0] ?? server.inputs.endpointDetails);
    const isInside = (text(server.inputs.endpointType) ?? "PUBLIC") !== "PUBLIC" && subnetIds !== undefined;
    const placement = builder.placer.bySubnets(server, "endpointDetails", subnetIds, "public");
    const tier = builder.tier(server, "api", isInside ? { placement, inGivenZones: true } : {});
    for (const user of index.referring(server, "transfer/User", "serverId")) {
      for (const property of ["homeDirectory", "homeDirectoryMappings"]) {
        for (const store of index.referred(user, property, "s3/Bucket", "efs/FileSystem")) {
          builder.edge(tier, builder.tierOf(store), "request", `user ${user.name}`);
        }
      }
    }
  }
}
