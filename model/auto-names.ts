import { parsePath } from "./change/property-path";
import type { Plan } from "./plan";
import type { PropertyMap, Value } from "./value";

const DIGITS = /(?=([0-9a-f]{7}))/g;

/** The value of a property, or within one: `list[0].name`. */
function at(inputs: PropertyMap, property: string): Value | undefined {
  return parsePath(property).reduce<Value | undefined>(
    (value, key) => (value !== null && typeof value === "object" ? (value as PropertyMap)[key] : undefined),
    inputs,
  );
}

/**
 * The names that the provider made up for a plan. Their random digits differ at each preview and say nothing, so they
 * are taken out of texts before these are shown or compared.
 */
export class AutoNames {
  // By their random digits, so that a text is searched once, however many names the plan has.
  readonly #byDigits = new Map<string, { readonly name: string; readonly digitsAt: number }[]>();
  // Few: some types have letters or fewer digits, and a stack may set a pattern of its own.
  readonly #withoutDigits: string[] = [];

  constructor(plan: Plan) {
    for (const resource of plan.resources) {
      for (const property of resource.autoNamed) {
        const name = at(resource.inputs, property);
        if (typeof name === "string") this.#learn(name);
      }
    }
    this.#withoutDigits.sort((one, other) => other.length - one.length);
  }

  /** The text with a mark in place of each automatic name. */
  replaced(text: string, mark: string): string {
    return this.#withoutDigits.reduce(
      (marked, name) => marked.replaceAll(name, mark),
      this.#replacedByDigits(text, mark),
    );
  }

  #replacedByDigits(text: string, mark: string): string {
    if (this.#byDigits.size === 0) return text;
    let marked = "";
    let done = 0;
    for (const match of text.matchAll(DIGITS)) {
      const found = this.#byDigits
        .get(match[1] ?? "")
        ?.find(({ name, digitsAt }) => match.index - digitsAt >= done && text.startsWith(name, match.index - digitsAt));
      if (!found) continue;
      marked += text.slice(done, match.index - found.digitsAt) + mark;
      done = match.index - found.digitsAt + found.name.length;
    }
    return marked + text.slice(done);
  }

  #learn(name: string): void {
    const last = [...name.matchAll(DIGITS)].at(-1);
    if (last?.[1] === undefined) {
      if (name !== "") this.#withoutDigits.push(name);
      return;
    }
    // Longest first: `main-a-0a1b2c3` before `a-0a1b2c3`.
    const names = [...(this.#byDigits.get(last[1]) ?? []), { name, digitsAt: last.index }];
    this.#byDigits.set(
      last[1],
      names.sort((one, other) => other.name.length - one.name.length),
    );
  }
}
