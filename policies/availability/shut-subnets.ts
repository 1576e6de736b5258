import { NetworkAcls } from "../../model/topology/network-acls";
import type { Verdict } from "../rule";
import type { Subject } from "../subject";

/** What is called and of which every subnet has a network ACL that takes no TCP at all, or sends no answers. */
export function shutOff({ index, topology }: Subject): readonly Verdict[] {
  const acls = new NetworkAcls(index);
  const called = new Set(topology.edges.filter(({ kind }) => kind === "request").map(({ to }) => to));
  return [...topology.tiers.values()].flatMap(({ urn, name, placement: { subnets, basis } }) => {
    const shutting = subnets.map((subnet) => acls.shuts(subnet, null));
    const [first] = shutting;
    if (!called.has(urn) || basis !== "known" || first === undefined || shutting.includes(undefined)) return [];
    const message = `${name} is called, and network ACL ${first.name} of its subnets lets no requests in, or no answers out: what calls it waits in vain.`;
    return [{ outcome: "violation" as const, urn, message }];
  });
}
