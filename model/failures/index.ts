export { assessFailures, assessTopology } from "./assess";
export { type SharedGateway, sharedGateways } from "./shared-gateways";
export { type SinglePoint, singlePointsOfFailure } from "./single-points";
