import { Network } from "../../model/topology/network";
import { flag } from "../../model/value";
import { rule } from "../rule";

/** The address of a load balancer in a subnet without a route from the internet is in its name, and answers nobody. */
export const entriesCanBeReached = rule({
  name: "entries-can-be-reached",
  displayName: "Entries can be reached",
  description: "A load balancer for the internet must stand in subnets that the internet has a route to.",
  severity: "high",
  kind: "reachability",
  tags: ["availability", "network"],
  remediationSteps:
    "Put the load balancer into subnets of which the route table sends `0.0.0.0/0` to an internet gateway, or make it " +
    "`internal: true`.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
  about: ["lb/LoadBalancer", "elb/LoadBalancer"],
  judge: ({ index, topology }) => {
    const network = new Network(index);
    return index.ofType("lb/LoadBalancer", "elb/LoadBalancer").flatMap(({ urn, name, inputs }) => {
      const isPublic = inputs.internal === undefined || flag(inputs.internal) === false;
      const placement = topology.tiers.get(urn)?.placement;
      if (!isPublic || placement?.basis !== "known") return [];
      const shut = placement.subnets.filter((subnet) => ["nat", "isolated"].includes(network.reach(subnet)));
      if (shut.length === 0) return [];
      const where = shut.map((subnet) => index.get(subnet)?.name ?? subnet).join(", ");
      const message = `${name} is for the internet and stands in ${where}, which no internet gateway has a route to: requests that are sent there are never answered.`;
      return [{ outcome: "violation" as const, urn, message }];
    });
  },
});
