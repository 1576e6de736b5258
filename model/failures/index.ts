export { assessFailures, assessTopology } from "./assess";
export { type SinglePoint, singlePointsOfFailure } from "./single-points";
