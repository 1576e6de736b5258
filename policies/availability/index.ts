import type { Rule } from "../rule";
import { callersAreLetIn } from "./callers-are-let-in";
import { capacitySurvivesFailure } from "./capacity-survives-failure";
import { entriesCanBeReached } from "./entries-can-be-reached";
import { failoverCanHappen } from "./failover-can-happen";
import { healthChecksTellTheTruth } from "./health-checks-tell-the-truth";
import { noSinglePointOfFailure } from "./no-single-point-of-failure";
import { recoveryTargets } from "./recovery-targets";
import { scalingCanHappen } from "./scaling-can-happen";
import { zonesHaveAWayOut } from "./zones-have-a-way-out";

/** What users notice when something fails. */
export const availability: readonly Rule[] = [
  noSinglePointOfFailure,
  capacitySurvivesFailure,
  callersAreLetIn,
  recoveryTargets,
  entriesCanBeReached,
  failoverCanHappen,
  healthChecksTellTheTruth,
  scalingCanHappen,
  zonesHaveAWayOut,
];
