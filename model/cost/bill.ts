import type Big from "big.js";
import type { Plan, PlannedResource, Urn } from "../plan";
import { sumOf, transferItems } from "./estimate";
import { derivedUsage, type Item, itemOf, type Listener } from "./items";
import { Ledger } from "./ledger";
import type { TierPools } from "./lines";
import type { LoadUsage } from "./load";
import type { EstimateOptions } from "./options";
import { References } from "./references";

/**
 * A plan's bill, which tells what it would be more with some resources otherwise: only what those resources reach is
 * priced again, so that a large plan with many findings has a price for each fix within the time of one estimate.
 */
export class Bill {
  readonly #references: References;
  readonly #derived: LoadUsage;
  readonly #items = new Map<Urn, Item | undefined>();
  readonly #readers = new Map<Urn, Set<Urn>>();
  readonly #askers = new Map<Urn, Set<Urn>>();
  readonly #used: TierPools;

  constructor(
    private readonly plan: Plan,
    private readonly options: EstimateOptions,
  ) {
    this.#references = new References(plan);
    this.#derived = derivedUsage(this.#references, options.usage);
    for (const resource of plan.resources) {
      this.#items.set(
        resource.urn,
        itemOf(resource, this.#references, this.#derived, options, this.#listenerOf(resource.urn)),
      );
    }
    const ledger = new Ledger(options);
    for (const item of [...this.#items.values(), ...transferItems(plan, this.#derived, options)]) {
      if (item !== undefined) ledger.enter(item);
    }
    this.#used = ledger.pools;
  }

  /** @param changed other versions of the plan's resources, or further ones; none may go @returns USD a month */
  difference(changed: readonly PlannedResource[]): Big {
    return this.change(changed).usd;
  }

  /** The same, and how many more parts of the bill would have no price: what is not priced saves nothing. */
  change(changed: readonly PlannedResource[]): { readonly usd: Big; readonly unpriced: number } {
    const after = withChanged(this.plan, changed);
    const references = this.#references.with(changed, after);
    const derived = this.options.usage === undefined ? this.#derived : derivedUsage(references, this.options.usage);
    const before: (Item | undefined)[] = [...transferItems(this.plan, this.#derived, this.options)];
    const then: (Item | undefined)[] = [...transferItems(after, derived, this.options)];
    const byUrn = new Map(changed.map((resource) => [resource.urn, resource]));
    for (const urn of this.#reached(changed, derived)) {
      before.push(this.#items.get(urn));
      const resource = byUrn.get(urn) ?? this.#references.resource(urn);
      if (resource !== undefined) then.push(itemOf(resource, references, derived, this.options));
    }
    const others = this.#usedWithout(before);
    const [now, later] = [this.#ledger(before, others), this.#ledger(then, others)];
    return {
      usd: sumOf(later.lines).minus(sumOf(now.lines)),
      unpriced: later.unpriced.length - now.unpriced.length,
    };
  }

  /** Everything that is billed otherwise, or may be. */
  #reached(changed: readonly PlannedResource[], derived: LoadUsage): ReadonlySet<Urn> {
    const reached = new Set<Urn>();
    for (const { urn, propertyDependencies } of changed) {
      reached.add(urn);
      for (const reader of this.#readers.get(urn) ?? []) reached.add(reader);
      for (const named of Object.values(propertyDependencies).flat()) {
        for (const asker of this.#askers.get(named) ?? []) reached.add(asker);
      }
    }
    if (derived === this.#derived) return reached;
    for (const urn of new Set([...Object.keys(derived.usage), ...Object.keys(this.#derived.usage)])) {
      if (JSON.stringify(derived.usage[urn]) !== JSON.stringify(this.#derived.usage[urn])) reached.add(urn);
    }
    return reached;
  }

  /** What all other items use of graduated prices. */
  #usedWithout(items: readonly (Item | undefined)[]): TierPools {
    const alone = new Ledger(this.options);
    for (const item of items) if (item !== undefined) alone.enter(item);
    return new Map([...this.#used].map(([pool, used]) => [pool, used.minus(alone.pools.get(pool) ?? 0)]));
  }

  #ledger(items: readonly (Item | undefined)[], used: TierPools): Ledger {
    const ledger = new Ledger(this.options, new Map(used));
    for (const item of items) if (item !== undefined) ledger.enter(item);
    return ledger;
  }

  #listenerOf(own: Urn): Listener {
    return {
      read: (urn) => note(this.#readers, urn, own),
      askedReferrers: (urn) => note(this.#askers, urn, own),
    };
  }
}

function note(of: Map<Urn, Set<Urn>>, urn: Urn, by: Urn): void {
  const known = of.get(urn);
  if (known === undefined) of.set(urn, new Set([by]));
  else known.add(by);
}

/** The plan with other versions of its resources in their places, and further ones at its end. */
function withChanged(plan: Plan, changed: readonly PlannedResource[]): Plan {
  const byUrn = new Map(changed.map((resource) => [resource.urn, resource]));
  const known = new Set<Urn>();
  const resources = plan.resources.map((resource) => {
    const other = byUrn.get(resource.urn);
    if (other === undefined) return resource;
    known.add(other.urn);
    return other;
  });
  return { ...plan, resources: [...resources, ...changed.filter(({ urn }) => !known.has(urn))] };
}
