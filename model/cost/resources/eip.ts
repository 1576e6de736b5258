import { hourly } from "../charge";
import type { Pricer } from "../context";
import { publicAddresses } from "./public-address";
import { EIP_ASSOCIATION, NAT_GATEWAY } from "./types";

const USERS = [EIP_ASSOCIATION, NAT_GATEWAY, "aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];

/** An Elastic IP: billed by the hour whether something uses it or not. */
export const eip: Pricer = (resource, context) => {
  const attached = ["instance", "networkInterface", "customerOwnedIpv4Pool"].some(
    (name) => resource.inputs[name] !== undefined && resource.inputs[name] !== "",
  );
  if (attached || context.referrers(...USERS).length > 0) return publicAddresses(1);
  return [hourly("IP address (if unused)", "public_ipv4.hour", 1)];
};
