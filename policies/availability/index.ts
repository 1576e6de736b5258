import type { Rule } from "../rule";
import { cacheSurvivesANode } from "./cache-survives-a-node";
import { databaseSpansZones } from "./database-spans-zones";
import { loadBalancerSpansZones } from "./load-balancer-spans-zones";
import { natGatewayPerZone } from "./nat-gateway-per-zone";
import { workloadSpansZones } from "./workload-spans-zones";

/** What users notice when something fails. */
export const availability: readonly Rule[] = [
  workloadSpansZones,
  databaseSpansZones,
  cacheSurvivesANode,
  loadBalancerSpansZones,
  natGatewayPerZone,
];
