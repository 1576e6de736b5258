import { loadBalanced } from "./load-balanced";
import { services } from "./services";
import { Topology } from "./setting-keys";
import { readSettings } from "./settings";
import { singleServer } from "./single-server";

const RUNGS = {
  [Topology.SingleServer]: singleServer,
  [Topology.LoadBalanced]: loadBalanced,
  [Topology.Services]: services,
} as const;

const settings = readSettings();

/** Stack outputs. */
export const { url, alarms } = RUNGS[settings.topology](settings);
