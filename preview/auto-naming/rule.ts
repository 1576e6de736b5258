import { createHash } from "node:crypto";
import type { Urn } from "../../model/plan";
import type { PropertyMap } from "../../model/value";

/** How a provider makes up the value of one property. */
export interface Rule {
  readonly property: string;
  /** Between the resource's name and the random part. Default `-`. */
  readonly separator?: string;
  /** Longest name allowed, the random part included. Default 255; 0 means any length. */
  readonly maximum?: number;
  /** Number of random characters. Default 7; 0 means that the resource's name is taken as it is. */
  readonly random?: number;
  /** Characters of the random part. Default: hexadecimal digits. */
  readonly alphabet?: string;
  readonly lowerCase?: boolean;
  /** What is put before or after the name in the end. */
  readonly finish?: (name: string, inputs: PropertyMap) => string;
  /** Inputs may change the rule: some engines allow only short names. */
  readonly adjust?: (inputs: PropertyMap) => Partial<Rule>;
}

const HEX = "0123456789abcdef";

/** The name that a rule makes of a resource's name. */
export function nameByRule(rule: Rule, type: string, urn: Urn, logicalName: string, inputs: PropertyMap): string {
  const { separator = "-", maximum = 255, random = 7, alphabet = HEX, ...rest } = { ...rule, ...rule.adjust?.(inputs) };
  const start = rest.lowerCase ? logicalName.toLowerCase() : logicalName;
  const name = random === 0 ? start : `${start}${separator}${randomText(urn, random, alphabet)}`;
  if (maximum > 0 && name.length > maximum) {
    const form = random === 0 ? `"${name}"` : `"${start}${separator}" and ${random} random characters`;
    throw new Error(
      `The automatic ${rule.property} of ${type} "${logicalName}" would be ${form}, longer than the ${maximum} that are allowed: give the resource a shorter name or set ${rule.property}.`,
    );
  }
  return rest.finish?.(name, inputs) ?? name;
}

/** Characters that stand for random ones: the same for a resource at each preview. */
export function randomText(urn: Urn, length: number, alphabet: string = HEX): string {
  let digits = "";
  for (let block = 0; digits.length < length; block++) {
    const bytes = createHash("sha256")
      .update(block === 0 ? urn : `${urn}#${block}`)
      .digest();
    for (const byte of bytes) digits += alphabet[byte % alphabet.length] ?? "";
  }
  return digits.slice(0, length);
}
