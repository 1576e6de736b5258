import { cacheSurvivesANode } from "./cache-survives-a-node";
import { dataStoresEncrypted } from "./data-stores-encrypted";
import { databaseSpansZones } from "./database-spans-zones";
import { loadBalancerSpansZones } from "./load-balancer-spans-zones";
import { natGatewayPerZone } from "./nat-gateway-per-zone";
import { noOpenIngress } from "./no-open-ingress";
import type { Rule } from "./rule";
import { workloadSpansZones } from "./workload-spans-zones";

/** Every rule of the pack. */
export const policies: readonly Rule[] = [
  workloadSpansZones,
  databaseSpansZones,
  cacheSurvivesANode,
  loadBalancerSpansZones,
  natGatewayPerZone,
  dataStoresEncrypted,
  noOpenIngress,
];
