import { BlockList, isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";

/** Addresses of networks of one's own: RFC 1918, 4193, 6598, loopback and link-local. */
const ours = new BlockList();
for (const [network, prefix] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
] as const) {
  ours.addSubnet(network, prefix, "ipv4");
}
ours.addSubnet("fc00::", 7, "ipv6");
ours.addSubnet("fe80::", 10, "ipv6");
ours.addAddress("::1", "ipv6");

/** What is known of addresses: the same few ask again and again. */
const known = new LRUCache<string, boolean>({ max: 4096 });

const found = Symbol("address");

/** A request that its sender's address is kept with: more than one asks for it. */
type Addressed = FastifyRequest["raw"] & { [found]?: string };

/**
 * The address of whoever asks. Each proxy adds the address it was asked from to the right of `X-Forwarded-For`, so it is
 * read from there: proxies on networks of our own are passed over, then as many public ones as stand before them
 * (a CDN: 1). What is further left was written by the caller, who may write anything.
 */
export function clientAddress(request: Addressed, publicProxies: number): string {
  request[found] ??= addressFrom(request, publicProxies);
  return request[found];
}

function addressFrom({ headers, socket }: Addressed, publicProxies: number): string {
  // Whoever asks without a proxy is whoever asks.
  if (headers["x-forwarded-for"] === undefined) return grouped(socket.remoteAddress ?? "");
  const given = [headers["x-forwarded-for"]]
    .flat()
    .join(",")
    .split(",")
    .map((text) => text.trim());
  const chain = [socket.remoteAddress ?? "", ...given.filter((text) => isIP(text) > 0).reverse()];
  let toSkip = publicProxies;
  for (const address of chain) {
    if (isOurs(address)) continue;
    if (toSkip === 0) return grouped(address);
    toSkip -= 1;
  }
  return grouped(chain.at(-1) ?? "");
}

function isOurs(address: string): boolean {
  const before = known.get(address);
  if (before !== undefined) return before;
  const found = isInOurs(address);
  known.set(address, found);
  return found;
}

function isInOurs(address: string): boolean {
  const plain = plainIpv4(address);
  const family = isIP(plain);
  return family === 0 || ours.check(plain, family === 4 ? "ipv4" : "ipv6");
}

/** An IPv4 address that a socket for both families shows as IPv6. */
function plainIpv4(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice("::ffff:".length) : address;
}

/** One IPv6 caller has a whole /64 to choose addresses from: they count as one. */
function grouped(address: string): string {
  const plain = plainIpv4(address);
  if (isIP(plain) !== 6) return plain;
  const [head = "", tail = ""] = plain.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const zeros = plain.includes("::") ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0") : [];
  return `${[...before, ...zeros, ...after].slice(0, 4).join(":")}::/64`;
}
