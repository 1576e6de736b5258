import type { Plan, PlannedResource, Urn } from "../../model/plan";
import { awsType } from "../../model/topology/aws-type";
import { list } from "../../model/value";
import { withInputs } from "./edit";

/** Arguments without which there is no such resource: it goes with what they came from. */
const NEEDED: { readonly [type: string]: readonly string[] } = {
  "appautoscaling/Policy": ["resourceId"],
  "appautoscaling/Target": ["resourceId"],
  "autoscaling/Policy": ["autoscalingGroupName"],
  "backup/Selection": ["planId"],
  "cloudwatch/LogMetricFilter": ["logGroupName"],
  "cloudwatch/MetricAlarm": ["dimensions", "metricQueries"],
  "ec2/Route": ["natGatewayId", "gatewayId"],
  "lb/ListenerRule": ["listenerArn"],
  "route53/HealthCheck": ["cloudwatchAlarmName"],
  "route53/Record": ["records", "aliases"],
  "sns/TopicPolicy": ["arn"],
  "sns/TopicSubscription": ["topic"],
  "sqs/QueuePolicy": ["queueUrl"],
  "sqs/RedriveAllowPolicy": ["queueUrl"],
};

/**
 * The program without the resources, as a person would leave it: what cannot be without them is gone as well, and whatever
 * else referred to them no longer does.
 */
export function withoutResources(plan: Plan, removed: readonly Urn[]): Plan {
  const gone = new Set(removed);
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const resource of plan.resources) if (goesWith(resource, gone)) gone.add(resource.urn);
  }
  const resources = plan.resources.filter(({ urn }) => !gone.has(urn)).map((resource) => released(resource, gone));
  return { ...plan, resources };
}

function goesWith({ type, parent, propertyDependencies }: PlannedResource, gone: ReadonlySet<Urn>): boolean {
  if (parent !== null && gone.has(parent)) return true;
  return (NEEDED[awsType(type) ?? ""] ?? []).some((property) => {
    const urns = propertyDependencies[property] ?? [];
    return urns.length > 0 && urns.every((urn) => gone.has(urn));
  });
}

/** The resource without its references to what is gone: absent where an argument came from nothing else. */
function released(resource: PlannedResource, gone: ReadonlySet<Urn>): PlannedResource {
  const cut = Object.entries(resource.propertyDependencies).filter(([, urns]) => urns.some((urn) => gone.has(urn)));
  const dependencies = resource.dependencies.filter((urn) => !gone.has(urn));
  if (cut.length === 0)
    return dependencies.length === resource.dependencies.length ? resource : { ...resource, dependencies };
  const inputs = { ...resource.inputs };
  const propertyDependencies = { ...resource.propertyDependencies };
  for (const [property, urns] of cut) {
    const left = urns.filter((urn) => !gone.has(urn));
    const items = list(inputs[property]);
    propertyDependencies[property] = left;
    // One item a resource is the usual list of references; of any other value no part can be told from the rest.
    if (left.length === 0) delete inputs[property];
    else if (items.length === urns.length) inputs[property] = items.filter((_item, at) => !gone.has(urns[at] ?? ""));
  }
  return { ...withInputs(resource, inputs), dependencies, propertyDependencies };
}
