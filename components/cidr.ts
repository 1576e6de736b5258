/** The address blocks of one zone. */
export interface ZoneBlocks {
  readonly public: string;
  readonly application: string;
  readonly data: string;
}

/** Zones that a network has room for. The first ones are used, the rest is reserved. */
export const MAX_ZONES = 6;

const SLOT_BITS = 3;
const BITS = 32;
const OCTETS = 4;
const OCTET = 256;

/** Prefix lengths of a network block: below, AWS refuses it; above, six zones no longer fit. */
export const NETWORK_MASKS = { widest: 16, narrowest: 20 } as const;

/**
 * Where the subnets of a zone lie. Each zone owns an eighth of the network whatever their number: half of it for the
 * application, then an eighth each for public and data subnets, the rest free. So adding a zone moves no other.
 */
export function zoneBlocks(networkBlock: string, zone: number): ZoneBlocks {
  const network = parseBlock(networkBlock);
  if (!network || zone < 0 || zone >= MAX_ZONES) {
    throw new RangeError(`Zone ${zone} of ${networkBlock} does not exist.`);
  }
  const slotMask = network.mask + SLOT_BITS;
  const start = network.start + zone * addresses(slotMask);
  const applicationMask = slotMask + 1;
  const smallMask = slotMask + SLOT_BITS;
  const second = start + addresses(applicationMask);
  return {
    application: formatBlock(start, applicationMask),
    public: formatBlock(second, smallMask),
    data: formatBlock(second + addresses(smallMask), smallMask),
  };
}

/** The block that a text such as `10.0.0.0/16` names; undefined if it names none or does not start where a block does. */
export function parseBlock(text: string): { readonly start: number; readonly mask: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  const [a = -1, b = -1, c = -1, d = -1, mask = -1] = match?.slice(1).map(Number) ?? [];
  const octets = [a, b, c, d];
  if (octets.some((octet) => octet < 0 || octet >= OCTET) || mask < 0 || mask > BITS) {
    return undefined;
  }
  const start = octets.reduce((sum, octet) => sum * OCTET + octet, 0);
  return start % addresses(mask) === 0 ? { start, mask } : undefined;
}

/** Whether two address blocks share any address. */
export function blocksOverlap(one: string, other: string): boolean {
  const [a, b] = [parseBlock(one), parseBlock(other)];
  return (
    a !== undefined && b !== undefined && a.start < b.start + addresses(b.mask) && b.start < a.start + addresses(a.mask)
  );
}

function addresses(mask: number): number {
  return 2 ** (BITS - mask);
}

function formatBlock(start: number, mask: number): string {
  const octets = Array.from({ length: OCTETS }, (_, i) => Math.floor(start / OCTET ** (OCTETS - 1 - i)) % OCTET);
  return `${octets.join(".")}/${mask}`;
}
