import { type BlockList, isIP } from "node:net";
import { mayBeAsked } from "../network/publicAddresses.js";

const notPublic = "leads to an address that is not public";

/** A name of this machine, whoever is asked (RFC 6761, section 6.3). The parser of URLs has made it lower case. */
const isLocalName = (name: string) => /(^|\.)localhost\.?$/.test(name);

/**
 * Why a URL cannot be a webhook's, in words for whoever named it; undefined when it can. Other names are looked
 * up when they are asked, each time: what they lead to may change.
 */
export function refusedUrl(text: string, allowed: BlockList): string | undefined {
  if (!URL.canParse(text)) return "is not a URL";
  const { protocol, hostname, username, password, hash } = new URL(text);
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  const isAllowed = isIP(address) > 0 && mayBeAsked(address, allowed);
  if (isIP(address) > 0 && !isAllowed) return notPublic;
  if (isLocalName(address) && !mayBeAsked("127.0.0.1", allowed)) return notPublic;
  // Plain HTTP only to where somebody who runs this app has said that it may go.
  const isOwn = isIP(address) > 0 && allowed.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  if (protocol !== "https:" && !(protocol === "http:" && isOwn)) return "must begin with https://";
  if (username !== "" || password !== "") return "must have no user name and no password";
  return hash === "" ? undefined : "must have no part after #";
}
