export { assessFailures, assessTopology } from "./assess";
export { flowAvailability } from "./availability";
export { type SinglePoint, singlePointsOfFailure } from "./single-points";
