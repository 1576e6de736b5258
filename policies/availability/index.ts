import type { Rule } from "../rule";
import { failoverCanHappen } from "./failover-can-happen";
import { healthChecksTellTheTruth } from "./health-checks-tell-the-truth";
import { noSinglePointOfFailure } from "./no-single-point-of-failure";

/** What users notice when something fails. */
export const availability: readonly Rule[] = [noSinglePointOfFailure, failoverCanHappen, healthChecksTellTheTruth];
