import { type BlockList, isIP } from "node:net";
import { mayBeAsked } from "../network/publicAddresses.js";

/**
 * Why a URL cannot be a webhook's, in words for whoever named it; undefined when it can. Names are looked up when they
 * are asked, each time: what they lead to may change.
 */
export function refusedUrl(text: string, allowed: BlockList): string | undefined {
  if (!URL.canParse(text)) return "is not a URL";
  const { protocol, hostname, username, password, hash } = new URL(text);
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  const isAllowed = isIP(address) > 0 && mayBeAsked(address, allowed);
  if (isIP(address) > 0 && !isAllowed) return "leads to an address that is not public";
  // Plain HTTP only to where somebody who runs this app has said that it may go.
  const isOwn = isIP(address) > 0 && allowed.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  if (protocol !== "https:" && !(protocol === "http:" && isOwn)) return "must begin with https://";
  if (username !== "" || password !== "") return "must have no user name and no password";
  return hash === "" ? undefined : "must have no part after #";
}
