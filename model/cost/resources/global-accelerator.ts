import Big from "big.js";
import { Arguments, part } from "../arguments";
import { beyondInfracost, byUsage, gap, hourly, under } from "../charge";
import type { Pricer } from "../context";
import { findPrice } from "../prices/table";

/** Where users are, as the usage file and the bill call it, with the end of the price's key in each direction. */
const PARTS = [
  { usage: "us", name: "US, Mexico, Canada", key: "us_mexico_canada" },
  { usage: "europe", name: "Europe", key: "europe" },
  { usage: "south_africa", name: "South Africa, Kenya", key: "south_africa_kenya" },
  { usage: "south_america", name: "South America", key: "south_america" },
  { usage: "south_korea", name: "South Korea", key: "south_korea" },
  { usage: "middle_east", name: "Middle East", key: "middle_east" },
  { usage: "australia", name: "Australia, New Zealand", key: "australia_new_zealand" },
  { usage: "asia_pacific", name: "Asia Pacific", key: "asia_pacific" },
  { usage: "india", name: "India, Indonesia, Philippines, Thailand", key: "india_indonesia_philippines_thailand" },
] as const;

/** An accelerator: by the hour. */
export const accelerator: Pricer = () => [hourly("Fixed fee", "globalaccelerator.fixed", 1)];

/** Traffic to one region: a premium per GB, in the direction that carries more. */
export const acceleratorEndpoints: Pricer = (resource, { usage, region }) =>
  part(() => {
    const at = new Arguments(resource.inputs).text("endpointGroupRegion") ?? region;
    const inbound = usage.nested("monthly_inbound_data_transfer_gb");
    const outbound = usage.nested("monthly_outbound_data_transfer_gb");
    const sum = (direction: typeof inbound): Big =>
      PARTS.reduce((total, each) => total.plus(direction.number(each.usage) ?? 0), new Big(0));
    const [name, towards, main] = sum(inbound).gte(sum(outbound))
      ? (["In", "from", inbound] as const)
      : (["Out", "to", outbound] as const);
    const named = PARTS.filter((each) => inbound.number(each.usage) !== null || outbound.number(each.usage) !== null);
    if (named.length === 0) {
      return beyondInfracost([gap("its transfer premium depends on where its users are: declare it as usage")]);
    }
    return named.flatMap((each) => {
      const key = premium(at, towards, each.key);
      return under(each.name, [byUsage(`${name}bound DT-premium fee`, key, main.number(each.usage) ?? 0, "GB")]);
    });
  });

/**
 * The price page has one premium for all regions of a continent and each part of the world that its edges are in, and
 * charges it in the direction that carries more, so it holds in both. https://aws.amazon.com/global-accelerator/pricing/
 */
const CONTINENTS: readonly { readonly of: RegExp; readonly region: string }[] = [
  { of: /^(us-(east|west)|ca-|mx-)/, region: "us-east-1" },
  { of: /^(eu-|il-)/, region: "eu-west-1" },
];

function premium(region: string, towards: "from" | "to", part: string): string {
  const shared = CONTINENTS.find(({ of }) => of.test(region))?.region ?? region;
  const key = (at: string, direction: string): string =>
    `globalaccelerator.dt_premium.${at.replaceAll("-", "_")}.${direction}_${part}`;
  const candidates = [region, shared].flatMap((at) => [key(at, towards), key(at, towards === "to" ? "from" : "to")]);
  return candidates.find((each) => findPrice(each, "global") !== undefined) ?? key(region, towards);
}
