import Big from "big.js";
import { Arguments, part } from "../arguments";
import { byUsage, type Component, gap, hourly } from "../charge";
import type { Pricer } from "../context";
import { findPrice } from "../prices/table";
import { splitIntoTiers } from "../tiers";
import { zoneCount } from "./subnets";

const TYPES: { readonly [type: string]: string } = {
  interface: "vpc_endpoint.interface",
  gatewayloadbalancer: "vpc_endpoint.gateway_lb",
};

/** A VPC endpoint: interface endpoints by the hour in each zone and by GB; gateway endpoints (S3, DynamoDB) are free. */
export const vpcEndpoint: Pricer = (resource, context) =>
  part(() => {
    const type = new Arguments(resource.inputs).text("vpcEndpointType") ?? "Gateway";
    if (type.toLowerCase() === "gateway") return [];
    const key = TYPES[type.toLowerCase()];
    if (key === undefined) return [gap(`the price table has no endpoints of type ${type}`)];
    const zones = zoneCount(resource, context, "subnetIds", "private") || 1;
    return [
      ...dataProcessed(`${key}.data`, context.usage.number("monthly_data_processed_gb"), context.region),
      hourly(`Endpoint (${type})`, `${key}.hour`, zones),
    ];
  });

const PETABYTE = { priceList: 1_048_576, infracost: 1_000_000 };

/** The price list steps at 1,048,576 GB, infracost at 1,000,000: above that, each gets its own lines. */
function dataProcessed(key: string, data: Big | null, region: string): readonly Component[] {
  if (data?.gt(PETABYTE.infracost) !== true) return [byUsage("Data processed", key, data, "GB", { namedTiers: true })];
  return [
    byUsage("Data processed", key, data, "GB", { namedTiers: true, beyondInfracost: true }),
    ...inDecimalPetabytes(key, data, region),
  ];
}

function inDecimalPetabytes(key: string, data: Big, region: string): readonly Component[] {
  const price = findPrice(key, region);
  if (price === undefined) return [];
  const scale = new Big(PETABYTE.priceList).div(PETABYTE.infracost);
  const { shares } = splitIntoTiers(price, data.times(scale), { free: true, used: new Big(0) });
  const names = ["first 1PB", "next 4PB", "over 5PB"];
  return shares.map((share, index) => {
    const flat = {
      key: price.key,
      unit: price.unit,
      usd: share.tier.usd,
      source: price.source,
      asOf: price.asOf,
      confidence: price.confidence,
    };
    const item =
      shares.length > 1 || price.tiers !== undefined ? `Data processed (${names[index] ?? ""})` : "Data processed";
    return byUsage(item, flat, share.quantity.div(scale), "GB", { onlyInfracost: true });
  });
}
