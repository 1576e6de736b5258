export { assessFailures, assessTopology } from "./assess";
export { flowAvailability } from "./availability";
export { isOperational } from "./operations/events";
export { type SinglePoint, singlePointsOfFailure } from "./single-points";
