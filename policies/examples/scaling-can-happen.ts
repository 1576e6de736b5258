import * as aws from "@pulumi/aws";

const RANGE = {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: "service/main/web",
  minCapacity: 2,
  maxCapacity: 10,
};

export function before(): void {
  new aws.appautoscaling.Target("web", RANGE);
}

export function after(): void {
  const web = new aws.appautoscaling.Target("web", RANGE);
  new aws.appautoscaling.Policy("web-cpu", {
    policyType: "TargetTrackingScaling",
    serviceNamespace: web.serviceNamespace,
    scalableDimension: web.scalableDimension,
    resourceId: web.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 50,
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    },
  });
}
