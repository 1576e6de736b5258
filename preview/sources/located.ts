import { UsageError } from "../failure";

/**
 * A value in a JSON file that somebody else wrote, together with where it stands, so that every complaint names the
 * file, the key, the value and what would be right.
 */
export class Located {
  constructor(
    readonly file: string,
    /** Such as `deployment.resources[3].urn`; empty for the whole file. */
    readonly key: string,
    readonly value: unknown,
  ) {}

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  at(key: string): Located {
    const holder = this.value;
    const inner =
      typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
        ? (holder as { readonly [key: string]: unknown })[key]
        : undefined;
    return new Located(this.file, this.key === "" ? key : `${this.key}.${key}`, inner);
  }

  /** Another value at the same place, such as what a text holds as JSON. */
  holding(value: unknown): Located {
    return new Located(this.file, this.key, value);
  }

  text(): string {
    return typeof this.value === "string" ? this.value : this.refuse("a text");
  }

  optionalText(): string | undefined {
    return this.isAbsent || this.value === "" ? undefined : this.text();
  }

  flag(): boolean {
    if (this.isAbsent) return false;
    return typeof this.value === "boolean" ? this.value : this.refuse("true or false");
  }

  number(): number {
    return typeof this.value === "number" ? this.value : this.refuse("a number");
  }

  /** The items of a list; none where it is absent. */
  items(): readonly Located[] {
    if (this.isAbsent) return [];
    if (!Array.isArray(this.value)) return this.refuse("a list");
    return this.value.map((item: unknown, index) => new Located(this.file, `${this.key}[${index}]`, item));
  }

  texts(): readonly string[] {
    return this.items().map((item) => item.text());
  }

  /** The entries of an object; none where it is absent. */
  entries(): readonly (readonly [string, Located])[] {
    if (this.isAbsent) return [];
    if (typeof this.value !== "object" || Array.isArray(this.value)) return this.refuse("an object");
    return Object.keys(this.value as object).map((key) => [key, this.at(key)] as const);
  }

  /** Refuses the file: one sentence with the file, the key, the value and what would be right. */
  refuse(right: string): never {
    const place = this.key === "" ? "its content" : this.key;
    throw new UsageError(`${this.file}: ${place} is ${shown(this.value)}, but must be ${right}`);
  }
}

const LONGEST = 60;

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const json = JSON.stringify(value) ?? String(value);
  return json.length <= LONGEST ? json : `${json.slice(0, LONGEST)}…`;
}
