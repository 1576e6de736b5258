import { text } from "../../../model/value";
import type { ConstructContext, Registered, TrackedInput, TrackedMap } from "../../remote/construct";
import { defined, isGiven, isOutput, items, type Optional, output, pick, properties, spread } from "../output";
import { isType } from "./subnet-spec";

/** One entry of `vpcEndpointSpecs`. */
export interface Endpoint {
  readonly spec: TrackedMap;
  readonly serviceName: string;
  /** In lower case; undefined where an Output decides. */
  readonly type: string | undefined;
}

/** What endpoints are attached to. */
export interface EndpointSurroundings {
  readonly vpc: Registered;
  readonly region: Optional;
  readonly tags: TrackedInput;
  readonly zones: readonly string[];
  readonly subnets: readonly { readonly type: string; readonly zone: string; readonly id: TrackedInput }[];
  readonly routeTableIds: readonly TrackedInput[];
}

const COPIED = [
  "autoAccept",
  "dnsOptions",
  "ipAddressType",
  "policy",
  "resourceConfigurationArn",
  "serviceName",
  "serviceNetworkArn",
  "serviceRegion",
  "subnetConfigurations",
  "vpcEndpointType",
];

/** Reads `vpcEndpointSpecs`; strategy `Auto` must know what kind of endpoint each is. */
export function readEndpoints(input: Optional, strategy: string): readonly Endpoint[] {
  return (items(input) ?? []).map((entry, index) => {
    const spec = properties(entry) ?? {};
    const serviceName = text(output(spec.serviceName).value);
    if (serviceName === undefined) throw new Error(`vpcEndpointSpecs[${index}].serviceName is missing.`);
    const type = isOutput(spec.vpcEndpointType) ? undefined : (text(output(spec.vpcEndpointType).value) ?? "Gateway");
    if (strategy === "Auto" && type === undefined) {
      throw new Error(
        `vpcEndpointStrategy "Auto" needs the vpcEndpointType of "${serviceName}" written out or left out, not an Output: use strategy "Legacy" for that.`,
      );
    }
    return { spec, serviceName, type: type?.toLowerCase() };
  });
}

/** Under strategy `Legacy` nothing is filled in: an endpoint that says nothing of its place is attached to nothing. */
export function warnOfLooseEndpoints(
  { warn }: ConstructContext,
  endpoints: readonly Endpoint[],
  strategy: string,
): void {
  if (strategy === "Auto") return;
  for (const { spec, serviceName, type } of endpoints) {
    const placed = isGiven(spec.subnetIds) || isGiven(spec.subnetConfigurations);
    const loose =
      type === "interface" && !placed
        ? "Interface endpoint is in no subnet: give it subnetIds or subnetConfigurations"
        : type === "gateway" && !isGiven(spec.routeTableIds)
          ? "Gateway endpoint is in no route table: give it routeTableIds"
          : undefined;
    if (loose) warn(`The ${serviceName} ${loose}, or set vpcEndpointStrategy to "Auto".`);
  }
}

/** `enableDnsHostnames` and `enableDnsSupport`: private DNS of an automatic interface endpoint needs both. */
export function dnsDefaults(args: TrackedMap, endpoints: readonly Endpoint[], strategy: string): TrackedMap {
  const names = ["enableDnsHostnames", "enableDnsSupport"];
  const needed = endpoints.some(({ spec, type }) => {
    const asked = spec.privateDnsEnabled;
    return type === "interface" && (!isGiven(asked) || asked === true);
  });
  if (strategy !== "Auto" || !needed) return pick(args, names);
  for (const name of names) {
    if (args[name] === false) {
      throw new Error(
        `${name} must be true where vpcEndpointStrategy is "Auto" and an Interface endpoint has private DNS, got false.`,
      );
    }
  }
  return Object.fromEntries(names.map((name) => [name, args[name] ?? true]));
}

/** Registers one endpoint; strategy `Auto` fills in where it is attached. */
export async function registerEndpoint(
  context: ConstructContext,
  endpoint: Endpoint,
  strategy: string,
  around: EndpointSurroundings,
): Promise<Registered> {
  const { spec, serviceName, type } = endpoint;
  const region = spec.region ?? around.region;
  const interfaceByItself = strategy === "Auto" && type === "interface";
  const gatewayByItself = strategy === "Auto" && type === "gateway";
  const placed = isGiven(spec.subnetIds) || isGiven(spec.subnetConfigurations);
  const securityGroupIds =
    spec.securityGroupIds ?? (interfaceByItself ? [await endpointGroup(context, endpoint, region, around)] : undefined);
  return context.register(
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    serviceName,
    defined({
      ...pick(spec, COPIED),
      region,
      privateDnsEnabled: spec.privateDnsEnabled ?? (interfaceByItself ? true : undefined),
      routeTableIds: spec.routeTableIds ?? (gatewayByItself ? around.routeTableIds : undefined),
      securityGroupIds,
      subnetIds: interfaceByItself && !placed ? onePerZone(around) : spec.subnetIds,
      tags: spread(around.tags, spec.tags),
      vpcId: around.vpc.output("id"),
    }),
    { parent: around.vpc, dependsOn: [around.vpc] },
  );
}

/** The security group of an automatic interface endpoint: HTTPS from the VPC. */
async function endpointGroup(
  context: ConstructContext,
  { spec, serviceName }: Endpoint,
  region: Optional,
  { vpc, tags }: EndpointSurroundings,
): Promise<TrackedInput> {
  const group = await context.register(
    "aws:ec2/securityGroup:SecurityGroup",
    `${serviceName}-sg`,
    defined({ description: "Managed by Pulumi", region, vpcId: vpc.output("id"), tags: spread(tags, spec.tags) }),
    { parent: vpc, dependsOn: [vpc] },
  );
  const addresses = isOutput(spec.ipAddressType) ? undefined : text(output(spec.ipAddressType).value)?.toLowerCase();
  const hasIpv6 = addresses === "ipv6" || addresses === "dualstack";
  await context.register(
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    `${serviceName}-ingress`,
    defined({
      region,
      type: "ingress",
      securityGroupId: group.output("id"),
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: [vpc.output("cidrBlock")],
      ipv6CidrBlocks: hasIpv6 ? [vpc.output("ipv6CidrBlock")] : undefined,
    }),
    { parent: vpc, dependsOn: [group] },
  );
  return group.output("id");
}

/** One subnet of each zone: a private one if there is one, else an isolated, else a public one. */
function onePerZone({ zones, subnets }: EndpointSurroundings): readonly TrackedInput[] {
  return zones.flatMap((zone) => {
    const here = subnets.filter((subnet) => subnet.zone === zone);
    const chosen = (["private", "isolated", "public"] as const)
      .map((type) => here.find((subnet) => isType(subnet, type)))
      .find((subnet) => subnet !== undefined);
    return chosen ? [chosen.id] : [];
  });
}
