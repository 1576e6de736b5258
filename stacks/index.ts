import { boundRoles } from "../components/deploy-role";
import { cached } from "./cached";
import { loadBalanced } from "./load-balanced";
import { multiRegion } from "./multi-region";
import { services } from "./services";
import { Topology } from "./setting-keys";
import { readSettings } from "./settings";
import { sharded } from "./sharded";
import { singleServer } from "./single-server";
import { twoTier } from "./two-tier";

const RUNGS = {
  [Topology.SingleServer]: singleServer,
  [Topology.TwoTier]: twoTier,
  [Topology.LoadBalanced]: loadBalanced,
  [Topology.Cached]: cached,
  [Topology.Services]: services,
  [Topology.Sharded]: sharded,
  [Topology.MultiRegion]: multiRegion,
} as const;

const settings = readSettings();
if (settings.permissionsBoundary !== null) {
  boundRoles(settings.permissionsBoundary);
}

/** Stack outputs. */
export const { url, alarms, dashboard } = RUNGS[settings.topology](settings);
