import { flag, isUnknown, list, number, type PropertyMap, record, reveal, text, type Value } from "../value";
import { type Component, gap } from "./charge";

/** Why something cannot be priced; caught by `part`, so that the rest of the resource still is. */
class Unpriceable extends Error {}

/** Components of one part of a resource; when an argument it needs is unknown, the reason instead. */
export function part(price: () => readonly Component[]): readonly Component[] {
  try {
    return price();
  } catch (error) {
    if (error instanceof Unpriceable) return [gap(error.message)];
    throw error;
  }
}

/**
 * The inputs of a resource as a pricer reads them: absent gives undefined (AWS's default holds), unknown throws
 * `Unpriceable` with the argument's name, because a guess would be worse than no price.
 */
export class Arguments {
  readonly #values: PropertyMap;
  readonly #path: string;

  constructor(values: PropertyMap, path = "") {
    this.#values = values;
    this.#path = path;
  }

  text(name: string): string | undefined {
    return text(this.#known(name));
  }

  number(name: string): number | undefined {
    return number(this.#known(name));
  }

  flag(name: string): boolean | undefined {
    return flag(this.#known(name));
  }

  record(name: string): Arguments {
    return new Arguments(record(this.#known(name)), this.#at(name));
  }

  /** The records of a list; a single record counts as a list of one. */
  records(name: string): readonly Arguments[] {
    const value = this.#known(name);
    const items = Array.isArray(reveal(value)) ? list(value) : value === undefined || value === null ? [] : [value];
    return items.map((item, index) => {
      if (isUnknown(item)) throw unknownArgument(`${this.#at(name)}[${index}]`);
      return new Arguments(record(item), `${this.#at(name)}[${index}]`);
    });
  }

  /** The texts of a list. */
  texts(name: string): readonly string[] {
    return list(this.#known(name)).map((item, index) => {
      if (isUnknown(item)) throw unknownArgument(`${this.#at(name)}[${index}]`);
      return text(item) ?? "";
    });
  }

  /** Length of a list whose items may be unknown. */
  count(name: string): number | undefined {
    const value = this.#known(name);
    return Array.isArray(reveal(value)) ? list(value).length : undefined;
  }

  /** Whether the argument is set, even to something unknown. */
  has(name: string): boolean {
    const value = this.#values[name];
    return value !== undefined && value !== null;
  }

  neededText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missingArgument(this.#at(name));
    return value;
  }

  /** Text, or a number written as text: AWS takes both for sizes such as a task's memory. */
  scalar(name: string): string | undefined {
    const plain = reveal(this.#known(name));
    return typeof plain === "number" ? String(plain) : this.text(name);
  }

  neededScalar(name: string): string {
    const value = this.scalar(name);
    if (value === undefined) throw missingArgument(this.#at(name));
    return value;
  }

  neededNumber(name: string): number {
    const value = this.number(name);
    if (value === undefined) throw missingArgument(this.#at(name));
    return value;
  }

  #known(name: string): Value | undefined {
    const value = this.#values[name];
    if (isUnknown(value)) throw unknownArgument(this.#at(name));
    return value;
  }

  #at(name: string): string {
    return this.#path === "" ? name : `${this.#path}.${name}`;
  }
}

function unknownArgument(path: string): Unpriceable {
  return new Unpriceable(`\`${path}\` is known only after deployment`);
}

function missingArgument(path: string): Unpriceable {
  return new Unpriceable(`\`${path}\` is not set`);
}
