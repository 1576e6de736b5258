import Big from "big.js";

/** Usage figures of one resource under infracost's usage-file keys, such as `monthly_requests` or `storage_gb`. */
export interface UsageValues {
  readonly [key: string]: number | string | UsageValues;
}

/** Reads the usage figures of one resource; what nobody declared is null. */
export class Usage {
  readonly #values: UsageValues;

  constructor(values: UsageValues = {}) {
    this.#values = values;
  }

  number(key: string): Big | null {
    const value = this.#values[key];
    if (typeof value === "number") return new Big(value);
    if (typeof value === "string" && /^\d+(\.\d+)?$/.test(value.trim())) return new Big(value.trim());
    return null;
  }

  text(key: string): string | undefined {
    const value = this.#values[key];
    return typeof value === "string" ? value : undefined;
  }

  /** Figures one level down, such as those of one storage class or one part of the world. */
  nested(key: string): Usage {
    const value = this.#values[key];
    return new Usage(typeof value === "object" ? value : {});
  }

  get empty(): boolean {
    return Object.keys(this.#values).length === 0;
  }

  get keys(): readonly string[] {
    return Object.keys(this.#values);
  }
}

/** The product, or null when either side depends on usage that nobody declared. */
export function product(a: Big | null, b: Big | number | null): Big | null {
  return a === null || b === null ? null : a.times(b);
}

/** Two layers of usage: what the upper one says goes before, key by key, also one level down. */
export function mergedUsage(below: UsageValues, above: UsageValues): UsageValues {
  const merged: { [key: string]: number | string | UsageValues } = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = merged[key];
    merged[key] = typeof value === "object" && typeof under === "object" ? mergedUsage(under, value) : value;
  }
  return merged;
}
