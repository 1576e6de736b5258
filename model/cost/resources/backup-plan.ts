import type { PlannedResource } from "../../plan";
import { part } from "../arguments";
import { byUsage, gap } from "../charge";
import type { Pricer, PricingContext } from "../context";
import { RDS_INSTANCE } from "./types";

const SELECTION = "aws:backup/selection:Selection";
const VAULT = "aws:backup/vault:Vault";

/** What a month's GB of backups costs, by what was backed up. https://aws.amazon.com/backup/pricing/ */
const STORAGE: { readonly [type: string]: { readonly of: string; readonly price: string } } = {
  [RDS_INSTANCE]: { of: "RDS", price: "rds.backup" },
  "aws:dynamodb/table:Table": { of: "DynamoDB", price: "dynamodb.backup" },
};

/** A plan of AWS Backup: by the GB that its backups take, in its vault and in those that they are copied to. */
export const backupPlan: Pricer = (_resource, context) =>
  part(() => {
    const selections = context.referrers(SELECTION);
    const types = Object.keys(STORAGE);
    const chosen = types.filter((type) => selections.some((each) => selects(each, context, type)));
    const places = regionsOf(context);
    const charges = chosen.flatMap((type) =>
      places.map((region) => storage(type, context, region === context.region ? undefined : region)),
    );
    const isOpen = selections.some((each) => holdsMore(each, context, types));
    return [
      ...charges,
      ...(isOpen ? [gap("the price of backups of all that it selects is not in the price table")] : []),
    ];
  });

function storage(type: string, { usage }: PricingContext, region: string | undefined) {
  const { of, price } = STORAGE[type] ?? { of: type, price: type };
  const item = `Backup storage (${of}${region === undefined ? "" : `, ${region}`})`;
  return byUsage(item, price, usage.number("storage_gb"), "GB", region === undefined ? {} : { region });
}

/** Regions of all vaults that its rules name, its own first. */
function regionsOf(context: PricingContext): readonly string[] {
  const vaults = context.referenced("rules", VAULT).map((vault) => context.of(vault).region);
  return [...new Set([context.region, ...vaults])];
}

function selects(selection: PlannedResource, context: PricingContext, ...types: readonly string[]): boolean {
  return context.of(selection).referenced("resources", ...types).length > 0;
}

/** Whether it selects by tag, or something else than what there are prices of. */
function holdsMore(selection: PlannedResource, context: PricingContext, types: readonly string[]): boolean {
  const named = selection.propertyDependencies.resources ?? [];
  const known = context.of(selection).referenced("resources", ...types);
  return selection.inputs.selectionTags !== undefined || named.length > known.length || named.length === 0;
}
