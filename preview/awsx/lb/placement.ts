import { list, record, UNKNOWN, type Value } from "../../../model/value";
import type { ConstructContext, Tracked, TrackedMap } from "../../remote/construct";
import { lookUpDefaultVpc } from "../ec2/default-vpc";
import { apply, applyAsync, applyEach, defined, isGiven, type Optional } from "../output";
import { referenced } from "../references";

/** Where a load balancer stands. */
export interface Placement {
  readonly vpcId: Tracked;
  /** The load balancer's own arguments for it. */
  readonly inputs: TrackedMap;
}

const WAYS = ["subnets", "subnetIds", "subnetMappings"];

/** Reads the one way in which subnets are given; without any, the default VPC's public subnets. */
export async function placement(context: ConstructContext): Promise<Placement> {
  const { subnets, subnetIds, subnetMappings } = context.inputs;
  const given = WAYS.filter((way) => isGiven(context.inputs[way]));
  if (given.length > 1) throw new Error(`${given.join(" and ")} exclude each other: say only once where it stands.`);
  if (isGiven(subnets)) {
    const property = (name: string) => (subnet: Value | undefined) =>
      referenced(context, subnet)?.output(name) ?? UNKNOWN;
    return {
      vpcId: apply(subnets, (value) => property("vpcId")(list(value)[0])),
      inputs: { subnets: applyEach(subnets, property("id")) },
    };
  }
  if (isGiven(subnetIds)) {
    return { vpcId: await vpcOfSubnet(context, subnetIds, ([id]) => id), inputs: { subnets: subnetIds } };
  }
  if (isGiven(subnetMappings)) {
    const vpcId = await vpcOfSubnet(context, subnetMappings, ([mapping]) => record(mapping).subnetId);
    return { vpcId, inputs: { subnetMappings } };
  }
  const { vpcId, publicSubnetIds } = await lookUpDefaultVpc(context);
  return { vpcId, inputs: defined({ subnets: publicSubnetIds }) };
}

/** The VPC that the first of the subnets belongs to: asked of AWS. */
function vpcOfSubnet(
  { invoke }: ConstructContext,
  input: Optional,
  first: (items: readonly Value[]) => Value | undefined,
): Promise<Tracked> {
  return applyAsync(input, async (value) => {
    const id = first(list(value));
    const subnet = id === undefined ? {} : await invoke("aws:ec2/getSubnet:getSubnet", { id });
    return subnet.vpcId ?? UNKNOWN;
  });
}
