/** IPv4 address ranges. Addresses are numbers from 0 to 2^32 - 1. */

const SPACE = 2 ** 32;

/** An aligned block of addresses, such as `10.0.0.0/16`. */
export class Block {
  private constructor(
    readonly first: number,
    readonly mask: number,
  ) {}

  /** The block of that size that holds the address. */
  static around(address: number, mask: number): Block {
    requireMask(mask);
    const size = sizeOf(mask);
    return new Block(Math.floor(address / size) * size, mask);
  }

  /** The block that a text such as `10.0.0.0/16` names; `argument` is what the caller wrote it in. */
  static parse(source: string, argument: string): Block {
    const { address, mask } = parseCidr(source, argument);
    return Block.around(address, mask);
  }

  get size(): number {
    return sizeOf(this.mask);
  }

  get last(): number {
    return this.first + this.size - 1;
  }

  /** The block of the same size that follows. */
  next(): Block {
    return new Block(this.first + this.size, this.mask);
  }

  /** The first block of that size that begins after this one. */
  nextOfMask(mask: number): Block {
    return Block.around(this.last, mask).next();
  }

  overlaps(other: Block): boolean {
    return this.first <= other.last && other.first <= this.last;
  }

  contains(address: number): boolean {
    return this.first <= address && address <= this.last;
  }

  toString(): string {
    return `${addressText(this.first)}/${this.mask}`;
  }
}

/** How many addresses a block with that mask holds. */
export function sizeOf(mask: number): number {
  return 2 ** (32 - mask);
}

/** How many further mask bits tell `count` blocks apart. */
export function bitsFor(count: number): number {
  return count === 0 ? 0 : Math.ceil(Math.log2(count));
}

/** `10.0.0.1/16` as its address and mask, the address as written. */
export function parseCidr(source: string, argument: string): { readonly address: number; readonly mask: number } {
  const [, ...parts] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(source) ?? [];
  const numbers = parts.map(Number);
  const [mask = 33] = numbers.splice(4);
  if (numbers.length !== 4 || numbers.some((octet) => octet > 255) || mask > 32) {
    throw new Error(`${argument} must be an IPv4 range such as 10.0.0.0/16, got "${source}".`);
  }
  return { address: numbers.reduce((address, octet) => address * 256 + octet, 0), mask };
}

/** A number as `10.0.0.1`. */
export function addressText(address: number): string {
  if (address < 0 || address >= SPACE)
    throw new Error(`There is no IPv4 address after 255.255.255.255: the range is too small.`);
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

function requireMask(mask: number): void {
  if (!Number.isInteger(mask) || mask < 0 || mask > 32) {
    throw new Error(`A subnet mask must be a whole number from 0 to 32, got ${mask}.`);
  }
}
