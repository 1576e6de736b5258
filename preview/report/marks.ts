import { AutoNames } from "../../model/auto-names";
import type { Plan } from "../../model/plan";
import { type PropertyMap, SECRET_MARK, Secret, UNKNOWN_MARK, Unknown, type Value } from "../../model/value";

/** How a name that the provider makes up is written in data: its random digits say nothing and differ each time. */
export const AUTO_NAME_MARK = "<auto-named>";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Turns property values into JSON with marks for what is unknown, secret or named by the provider. */
export class Marker {
  readonly #automaticNames: AutoNames;

  constructor(plan: Plan) {
    this.#automaticNames = new AutoNames(plan);
  }

  map(values: PropertyMap): { [key: string]: Json } {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, this.value(value)]));
  }

  value(value: Value): Json {
    if (value instanceof Unknown) return UNKNOWN_MARK;
    if (value instanceof Secret) return SECRET_MARK;
    if (typeof value === "string") return this.#automaticNames.replaced(value, AUTO_NAME_MARK);
    if (typeof value === "number") return asJson(value);
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((item: Value) => this.value(item));
    return this.map(value as PropertyMap);
  }
}

/** A number that JSON cannot hold as an engine writes it: the bits of the double, as the SDK sends it. */
function asJson(value: number): Json {
  if (Number.isFinite(value)) return value;
  const bits = Number.isNaN(value) ? "7fffffffffffffff" : value > 0 ? "7ff0000000000000" : "fff0000000000000";
  return { "4dabf18193072939515e22adb298388d": "8ad145fe-0d11-4827-bfd7-1abcbf086f5c", value: bits };
}
