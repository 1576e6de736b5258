/** How an ECS service moves to a new release: never below its size, back by itself, and failing `pulumi up` when it went back. */
export const ROLLOUT = {
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 200,
  deploymentCircuitBreaker: { enable: true, rollback: true },
  availabilityZoneRebalancing: "ENABLED",
  // Otherwise a release that was rolled back would count as done.
  waitForSteadyState: true,
  enableEcsManagedTags: true,
  propagateTags: "SERVICE",
} as const;
