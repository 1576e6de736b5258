export { assessFailures } from "./assess";
export { sharedGateways } from "./shared-gateways";
export { type SinglePoint, singlePointsOfFailure } from "./single-points";
