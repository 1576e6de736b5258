/** A block of IPv4 addresses as numbers. */
export interface Range {
  readonly first: number;
  readonly last: number;
  /** Length of the prefix. */
  readonly bits: number;
  /** Whether the address as written is the block's first one. */
  readonly exact: boolean;
}

/** The block that a text such as `10.0.0.0/16` names; undefined where it names none. */
export function rangeOf(cidr: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (!match) return undefined;
  const [, ...numbers] = match.map(Number);
  const bits = numbers.pop() ?? 0;
  if (bits > 32 || numbers.some((part) => part > 255)) return undefined;
  const address = numbers.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (32 - bits);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, bits, exact: first === address };
}
