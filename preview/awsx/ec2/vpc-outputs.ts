import { type Registered, reference, Tracked, type TrackedInput, type TrackedMap } from "../../remote/construct";
import { output } from "../output";
import { isType } from "./subnet-spec";
import type { Network } from "./subnets";

interface Made {
  readonly vpc: Registered;
  readonly gateway: Registered;
  readonly network: Network;
  readonly endpoints: readonly Registered[];
  readonly layout: TrackedInput;
}

/**
 * The outputs of `awsx:ec2:Vpc`. Its provider computes them all at once, so each depends on the VPC, on every subnet and
 * on whatever the layout comes from.
 */
export function vpcOutputs({ vpc, gateway, network, endpoints, layout }: Made): TrackedMap {
  const { subnets } = network;
  const isIsolated = (type: string) => !isType({ type }, "public") && !isType({ type }, "private");
  const all = subnets.map(({ subnet }) => subnet);
  const publicSubnets = subnets.filter((entry) => isType(entry, "public")).map(({ subnet }) => subnet);
  const privateSubnets = subnets.filter((entry) => isType(entry, "private")).map(({ subnet }) => subnet);
  const isolatedSubnets = subnets.filter(({ type }) => isIsolated(type)).map(({ subnet }) => subnet);
  const origins = [...[vpc, ...all].map(({ urn }) => urn), ...output(layout).dependencies];
  const dependent = (input: TrackedInput): Tracked => {
    const { value, dependencies } = output(input);
    return new Tracked(value, [...new Set([...origins, ...dependencies])]);
  };
  const references = (resources: readonly Registered[]) => dependent(resources.map(reference));
  const ids = (resources: readonly Registered[]) => dependent(resources.map((resource) => resource.output("id")));
  return {
    vpc: dependent(reference(vpc)),
    vpcId: dependent(vpc.output("id")),
    subnets: references(all),
    publicSubnets: references(publicSubnets),
    privateSubnets: references(privateSubnets),
    isolatedSubnets: references(isolatedSubnets),
    publicSubnetIds: ids(publicSubnets),
    privateSubnetIds: ids(privateSubnets),
    isolatedSubnetIds: ids(isolatedSubnets),
    routeTables: references(network.routeTables),
    routes: references(network.routes),
    routeTableAssociations: references(network.associations),
    internetGateway: dependent(reference(gateway)),
    natGateways: references(network.natGateways),
    eips: references(network.eips),
    vpcEndpoints: references(endpoints),
    subnetLayout: dependent(layout),
  };
}
