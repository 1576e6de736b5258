import type { Plan, PlannedResource } from "../../../model/plan";
import { flag, list, number, record, text, UNKNOWN } from "../../../model/value";
import { all, drop, type Edit, oneSubnet, refer, remove, set, unprotected, where } from "../edit";
import type { Fault } from "./fault";

const RECORD = "route53/Record";
const TARGETS = "lb/TargetGroup";
const BALANCER = "lb/LoadBalancer";

const isInterface = ({ inputs }: PlannedResource) => text(inputs.vpcEndpointType) === "Interface";
const isGateway = ({ inputs }: PlannedResource) => inputs.natGatewayId !== undefined;
const hasAlias = ({ inputs }: PlannedResource) =>
  list(inputs.aliases).some((alias) => flag(record(alias).evaluateTargetHealth) === true);
const isChosen = ({ inputs }: PlannedResource) => inputs.setIdentifier !== undefined;
/** A record that Route 53 answers with only when all others are down; without a check it still does. */
const isLastResort = ({ inputs }: PlannedResource) =>
  number(record(list(inputs.weightedRoutingPolicies)[0]).weight) === 0;
const LAST_RESORT = "A record of weight nothing that nobody checks is still the last resort.";

/** Makes a route leave through the first gateway of the plan, whichever it left through. */
const otherGateway: Edit = (resource, plan) => {
  const [first] = plan.resources.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway");
  const before = resource.propertyDependencies.natGatewayId ?? [];
  if (first === undefined || before.includes(first.urn)) return undefined;
  return refer("natGatewayId", UNKNOWN, [first.urn])(resource, plan);
};

/** The records that a health check keeps out of the answers. */
const recordsOf = ({ urn }: PlannedResource, plan: Plan): readonly PlannedResource[] =>
  plan.resources.filter(({ propertyDependencies }) => propertyDependencies.healthCheckId?.includes(urn));
const isOfLastResort = (check: PlannedResource, plan: Plan) => recordsOf(check, plan).every(isLastResort);

/** What is done to the ways that requests come in and go out by. */
export const NETWORK_FAULTS: readonly Fault[] = [
  { name: "load balancer: one zone", type: BALANCER, edit: oneSubnet("subnets") },
  { name: "load balancer: may be deleted", type: BALANCER, edit: unprotected("enableDeletionProtection") },
  {
    name: "load balancer: cannot be shifted out of a zone",
    type: BALANCER,
    edit: set("enableZonalShift", false),
    harmless: {
      reason: "A zone of which no target answers is left by itself; the shift is for one that answers badly.",
    },
  },
  { name: "load balancer: listener removed", type: "lb/Listener", edit: where(isForwarding, remove) },
  { name: "health check: asks the database", type: TARGETS, edit: set("healthCheck.path", "/health/database") },
  { name: "health check: takes errors", type: TARGETS, edit: set("healthCheck.matcher", "200-599") },
  { name: "health check: off", type: TARGETS, edit: set("healthCheck.enabled", false) },
  {
    name: "health check: takes half an hour",
    type: TARGETS,
    edit: all(set("healthCheck.interval", 300), set("healthCheck.unhealthyThreshold", 6)),
  },
  { name: "NAT: another zone's gateway", type: "ec2/Route", edit: where(isGateway, otherGateway) },
  { name: "NAT: gateway removed", type: "ec2/NatGateway", edit: remove },
  { name: "NAT: route removed", type: "ec2/Route", edit: where(isGateway, remove) },
  { name: "network: internet gateway removed", type: "ec2/InternetGateway", edit: remove },
  { name: "endpoint: one zone", type: "ec2/VpcEndpoint", edit: where(isInterface, oneSubnet("subnetIds")) },
  {
    name: "DNS: nobody asks how the target is",
    type: RECORD,
    edit: where(
      (each) => isChosen(each) && hasAlias(each),
      all(set("aliases.evaluateTargetHealth", false), drop("healthCheckId")),
    ),
  },
  {
    name: "DNS: no health check",
    type: RECORD,
    edit: where((each) => isChosen(each) && !hasAlias(each), drop("healthCheckId")),
    harmless: { where: isLastResort, reason: LAST_RESORT },
  },
  {
    name: "DNS: health check switched off",
    type: "route53/HealthCheck",
    edit: set("disabled", true),
    harmless: { where: isOfLastResort, reason: LAST_RESORT },
  },
  {
    name: "DNS: health check removed",
    type: "route53/HealthCheck",
    edit: remove,
  },
  {
    name: "DNS: one of several records removed",
    type: RECORD,
    edit: where(isChosen, remove),
    harmless: { reason: "The others answer; what is left without them is another fault." },
  },
  {
    name: "CDN: failover for a missing page only",
    type: "cloudfront/Distribution",
    edit: where(hasGroups, set("originGroups.failoverCriteria.statusCodes", [404])),
  },
  { name: "CDN: an origin removed", type: "cloudfront/Distribution", edit: lastOrigin },
  { name: "CDN: a group's second origin removed", type: "cloudfront/Distribution", edit: where(hasGroups, alone) },
  {
    name: "CDN: plain HTTP",
    type: "cloudfront/Distribution",
    edit: set("defaultCacheBehavior.viewerProtocolPolicy", "allow-all"),
  },
  {
    name: "CDN: plain HTTP to the origin",
    type: "cloudfront/Distribution",
    edit: set("origins.customOriginConfig.originProtocolPolicy", "http-only"),
  },
];

function hasGroups({ inputs }: PlannedResource): boolean {
  return list(inputs.originGroups).length > 0;
}

/** A listener that requests go on from: a redirection or a fixed answer alone carries none. */
function isForwarding({ inputs, urn }: PlannedResource, plan: Plan): boolean {
  return (
    list(inputs.defaultActions).some((each) => text(record(each).type) === "forward") ||
    plan.resources.some(({ propertyDependencies }) => propertyDependencies.listenerArn?.includes(urn))
  );
}

function lastOrigin(resource: PlannedResource, plan: Plan): ReturnType<Edit> {
  const origins = list(resource.inputs.origins);
  return origins.length < 2 ? undefined : set("origins", origins.slice(0, -1))(resource, plan);
}

/** Leaves a group of origins with its first. */
function alone(resource: PlannedResource, plan: Plan): ReturnType<Edit> {
  const groups = list(resource.inputs.originGroups).map((each) => ({
    ...record(each),
    members: list(record(each).members).slice(0, 1),
  }));
  return set("originGroups", groups)(resource, plan);
}
