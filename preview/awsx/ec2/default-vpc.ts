import { flag, list, text, UNKNOWN, type Value } from "../../../model/value";
import { type Construct, type ConstructContext, Tracked } from "../../remote/construct";
import { output } from "../output";

/** What is asked of AWS about the region's default VPC. */
export interface DefaultVpc {
  readonly vpcId: Tracked;
  readonly publicSubnetIds: Tracked;
  readonly privateSubnetIds: Tracked;
}

/** `awsx:ec2:DefaultVpc`: looks up and registers nothing. */
export const defaultVpc: Construct = async (context) => ({ ...(await lookUpDefaultVpc(context)) });

/** Asks for the default VPC and its subnets; those that give instances a public address count as public. */
export async function lookUpDefaultVpc({ invoke }: ConstructContext): Promise<DefaultVpc> {
  const vpc = await invoke("aws:ec2/getVpc:getVpc", { default: true });
  const vpcId = text(vpc.id);
  if (vpcId === undefined) return defaultVpcOf(UNKNOWN, UNKNOWN, UNKNOWN);
  const filters = [{ name: "vpc-id", values: [vpcId] }];
  const { ids } = await invoke("aws:ec2/getSubnets:getSubnets", { filters });
  if (output(ids).value === UNKNOWN) return defaultVpcOf(vpcId, UNKNOWN, UNKNOWN);
  const subnets = await Promise.all(list(ids).map((id) => invoke("aws:ec2/getSubnet:getSubnet", { id })));
  if (subnets.some((subnet) => flag(subnet.mapPublicIpOnLaunch) === undefined)) {
    return defaultVpcOf(vpcId, UNKNOWN, UNKNOWN);
  }
  const idsWhere = (isPublic: boolean) =>
    subnets.filter((subnet) => flag(subnet.mapPublicIpOnLaunch) === isPublic).map((subnet) => subnet.id ?? UNKNOWN);
  return defaultVpcOf(vpcId, idsWhere(true), idsWhere(false));
}

function defaultVpcOf(vpcId: Value, publicSubnetIds: Value, privateSubnetIds: Value): DefaultVpc {
  return {
    vpcId: new Tracked(vpcId, []),
    publicSubnetIds: output(publicSubnetIds),
    privateSubnetIds: output(privateSubnetIds),
  };
}
