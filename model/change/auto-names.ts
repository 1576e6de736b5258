import type { Plan } from "../plan";

/** What stands for an automatic name in compared texts. No text of a program holds this character. */
const MARK = "\u0000";
const DIGITS = /(?=([0-9a-f]{7}))/g;

/**
 * The names that the provider made up for a plan. Their random digits differ at each preview and say nothing, so they
 * are taken out of texts before these are compared.
 */
export class AutoNames {
  // By their random digits, so that a text is searched once, however many names the plan has.
  readonly #byDigits = new Map<string, { readonly name: string; readonly digitsAt: number }[]>();

  constructor(plan: Plan) {
    for (const resource of plan.resources) {
      for (const property of resource.autoNamed) {
        const name = resource.inputs[property];
        if (typeof name === "string") this.#learn(name);
      }
    }
  }

  /** The text without the automatic names in it, and whether there were any. */
  masked(text: string): { readonly text: string; readonly hadNames: boolean } {
    // A report has its own mark in their place.
    let masked = text.replaceAll("<auto-named>", MARK);
    if (this.#byDigits.size > 0) masked = this.#withoutNames(masked);
    return { text: masked, hadNames: masked.includes(MARK) };
  }

  #withoutNames(text: string): string {
    let masked = "";
    let done = 0;
    for (const match of text.matchAll(DIGITS)) {
      const found = this.#byDigits
        .get(match[1] ?? "")
        ?.find(({ name, digitsAt }) => match.index - digitsAt >= done && text.startsWith(name, match.index - digitsAt));
      if (!found) continue;
      masked += text.slice(done, match.index - found.digitsAt) + MARK;
      done = match.index - found.digitsAt + found.name.length;
    }
    return masked + text.slice(done);
  }

  #learn(name: string): void {
    const last = [...name.matchAll(DIGITS)].at(-1);
    if (last?.[1] === undefined) return;
    // Longest first: `main-a-0a1b2c3` before `a-0a1b2c3`.
    const names = [...(this.#byDigits.get(last[1]) ?? []), { name, digitsAt: last.index }];
    this.#byDigits.set(
      last[1],
      names.sort((one, other) => other.name.length - one.name.length),
    );
  }
}
