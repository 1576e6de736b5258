import { analyzePlan, type PolicyConfig } from "../../policies/analyze";
import { type ShopChanges, shop } from "../model/shop";

/** What one rule, with settings, says of the shop with changes, as `outcome: message`. */
export async function messages(rule: string, settings: object, changes: ShopChanges = {}): Promise<readonly string[]> {
  const config = { all: "disabled", [rule]: { enforcementLevel: "mandatory", ...settings } } as PolicyConfig;
  return (await analyzePlan(shop(changes), config)).map(({ outcome, message }) => `${outcome}: ${message}`);
}
