import { Arguments, part } from "../arguments";
import { byUsage, gap, hourly } from "../charge";
import type { Pricer } from "../context";
import { subnetCount } from "./public-address";

/** A VPC endpoint: interface endpoints by the hour in each zone and by GB; gateway endpoints (S3, DynamoDB) are free. */
export const vpcEndpoint: Pricer = (resource, context) =>
  part(() => {
    const type = new Arguments(resource.inputs).text("vpcEndpointType") ?? "Gateway";
    if (type === "Gateway") return [];
    const key = { Interface: "vpc_endpoint.interface", GatewayLoadBalancer: "vpc_endpoint.gateway_lb" }[type];
    if (key === undefined) return [gap(`the price table has no endpoints of type ${type}`)];
    const zones = subnetCount(resource, context, "subnetIds") || 1;
    const data = context.usage.number("monthly_data_processed_gb");
    return [
      byUsage("Data processed", `${key}.data`, data, "GB", { namedTiers: true }),
      hourly(`Endpoint (${type})`, `${key}.hour`, zones),
    ];
  });
