import { type LookupAddress, lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * Addresses that no server of the public has. IANA, IPv4 Special-Purpose Address Registry, and multicast and reserved
 * space; read on 2026-11-29.
 */
const special = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  special.addSubnet(network, prefix, "ipv4");
}
/** Of IPv6, global unicast alone is public: but for what is for documentation, or leads to an IPv4 address. */
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  special.addSubnet(network, prefix, "ipv6");
}

/** An address that must not be asked: it is not one of the public's. */
export class PrivateAddress extends Error {
  override readonly name = "PrivateAddress";
  readonly code = "EPRIVATE";
}

/** Networks that may be asked although they are not public, such as `127.0.0.1/32`. */
export function networks(texts: readonly string[]): BlockList {
  const allowed = new BlockList();
  for (const text of texts) {
    const [address = "", prefix = ""] = text.split("/");
    allowed.addSubnet(address, Number(prefix), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return allowed;
}

/** Whether somebody else's URL may lead to this address. */
export function mayBeAsked(address: string, allowed: BlockList): boolean {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (allowed.check(address, family)) return true;
  return family === "ipv4" ? !special.check(address) : global.check(address, family) && !special.check(address, family);
}

/** Resolves a name; Node's own, or a test's. */
export type Resolve = (
  host: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Looks names up for a connection, and gives addresses that may be asked alone. The connection goes to the very address
 * that was checked, so a name that leads elsewhere the second time (DNS rebinding) gains nothing.
 */
export function publicLookup(allowed: BlockList, resolve: Resolve = lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { all: true }, (error, addresses) => {
      if (error) return done(error, "", 0);
      const [first, ...others] = addresses.filter(({ address }) => mayBeAsked(address, allowed));
      if (!first) return done(new PrivateAddress(`${host} is no address of the public.`), "", 0);
      if (options.all) return done(null, [first, ...others]);
      return done(null, first.address, first.family);
    });
  };
}
