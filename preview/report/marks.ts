import type { Plan } from "../../model/plan";
import { type PropertyMap, SECRET_MARK, Secret, UNKNOWN_MARK, Unknown, type Value } from "../../model/value";

/** How a name that the provider makes up is written in data: its random digits say nothing and differ each time. */
export const AUTO_NAME_MARK = "<auto-named>";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Where the seven random digits of an automatic name stand in it. */
interface AutomaticName {
  readonly name: string;
  readonly digitsAt: number;
}

const DIGITS = /(?=([0-9a-f]{7}))/g;

/** Turns property values into JSON with marks for what is unknown, secret or named by the provider. */
export class Marker {
  // By their random digits, so that a text is searched once, however many names the plan has.
  readonly #byDigits = new Map<string, AutomaticName>();

  constructor(plan: Plan) {
    for (const resource of plan.resources) {
      for (const property of resource.autoNamed) {
        const name = resource.inputs[property];
        if (typeof name === "string") this.#learn(name);
      }
    }
  }

  map(values: PropertyMap): { [key: string]: Json } {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, this.value(value)]));
  }

  value(value: Value): Json {
    if (value instanceof Unknown) return UNKNOWN_MARK;
    if (value instanceof Secret) return SECRET_MARK;
    if (typeof value === "string") return this.#text(value);
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((item: Value) => this.value(item));
    return this.map(value as PropertyMap);
  }

  #learn(name: string): void {
    const last = [...name.matchAll(DIGITS)].at(-1);
    if (last?.[1] !== undefined) this.#byDigits.set(last[1], { name, digitsAt: last.index });
  }

  #text(text: string): string {
    let marked = "";
    let done = 0;
    for (const match of text.matchAll(DIGITS)) {
      const found = this.#byDigits.get(match[1] ?? "");
      if (!found) continue;
      const start = match.index - found.digitsAt;
      if (start < done || !text.startsWith(found.name, start)) continue;
      marked += text.slice(done, start) + AUTO_NAME_MARK;
      done = start + found.name.length;
    }
    return marked + text.slice(done);
  }
}
