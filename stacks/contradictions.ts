import { Nat } from "../components/network";
import { canBePinned } from "../components/pinned-image";
import { RUNGS } from "./rungs";
import { PLACEHOLDER_IMAGE, type Values } from "./setting-keys";

/** Values that are right on their own and wrong together: what is wrong, and the way out. */
export const CONTRADICTIONS: readonly {
  readonly keys: readonly (keyof Values)[];
  isWrong(values: Values): boolean;
  says(values: Values): string;
}[] = [
  {
    keys: ["domain", "hostedZone"],
    isWrong: ({ domain, hostedZone }) =>
      hostedZone !== null && domain !== hostedZone && domain?.endsWith(`.${hostedZone}`) !== true,
    says: ({ domain, hostedZone }) =>
      `domain is ${domain ?? "empty"}, which is not in hostedZone ${hostedZone}; set domain to ${hostedZone} or a name within it.`,
  },
  {
    keys: ["domain", "hostedZone"],
    isWrong: ({ domain, hostedZone }) => domain !== null && hostedZone === null,
    says: ({ domain }) => `hostedZone is empty; domain ${domain} needs the name of its Route 53 hosted zone.`,
  },
  {
    keys: ["topology", "domain", "plainHttp"],
    isWrong: ({ topology, domain, plainHttp }) => RUNGS[topology].compute !== "server" && domain === null && !plainHttp,
    says: ({ topology }) =>
      `domain is empty, so topology ${topology} has no certificate; set domain, or plainHttp: true to serve unencrypted.`,
  },
  {
    keys: ["domain", "plainHttp"],
    isWrong: ({ domain, plainHttp }) => domain !== null && plainHttp,
    says: ({ domain }) => `plainHttp is true, but domain ${domain} gets a certificate; leave out one of the two.`,
  },
  {
    keys: ["topology", "zones"],
    isWrong: ({ topology, zones }) => RUNGS[topology].rds && zones < 2,
    says: ({ topology, zones }) => `zones is ${zones}, but topology ${topology} needs 2 or more.`,
  },
  {
    keys: ["topology", "natGateways"],
    isWrong: ({ topology, natGateways }) => RUNGS[topology].compute !== "server" && natGateways === Nat.None,
    says: ({ topology }) =>
      `natGateways is none, but topology ${topology} runs in private subnets, which then reach no image; use single or per-zone.`,
  },
  {
    keys: ["serversMinimum", "serversMaximum"],
    isWrong: ({ serversMinimum, serversMaximum }) => serversMinimum > serversMaximum,
    says: ({ serversMinimum, serversMaximum }) =>
      `serversMinimum is ${serversMinimum}, which is more than serversMaximum ${serversMaximum}; lower it to ${serversMaximum} or less.`,
  },
  {
    keys: ["tasksMinimum", "tasksMaximum"],
    isWrong: ({ tasksMinimum, tasksMaximum }) => tasksMinimum > tasksMaximum,
    says: ({ tasksMinimum, tasksMaximum }) =>
      `tasksMinimum is ${tasksMinimum}, which is more than tasksMaximum ${tasksMaximum}; lower it to ${tasksMaximum} or less.`,
  },
  {
    keys: ["topology", "image"],
    isWrong: ({ topology, image: given }) => RUNGS[topology].compute === "tasks" && given === PLACEHOLDER_IMAGE,
    says: ({ topology }) => `image is the placeholder, but topology ${topology} runs a real one; name your own image.`,
  },
  {
    keys: ["topology", "image"],
    isWrong: ({ topology, image: given }) =>
      RUNGS[topology].compute === "tasks" && given !== PLACEHOLDER_IMAGE && !canBePinned(given),
    says: ({ topology, image: given }) =>
      `image is ${given}, a tag that can be moved between two tasks of one release; topology ${topology} takes an image by digest (registry/name@sha256:…) or by a tag in ECR.`,
  },
  {
    keys: ["topology", "pageFolder"],
    isWrong: ({ topology, pageFolder }) => !RUNGS[topology].cdn && pageFolder !== null,
    says: ({ topology, pageFolder }) =>
      `pageFolder is ${pageFolder}, but topology ${topology} has no CDN to upload it to; leave it out, and the app serves its page.`,
  },
  {
    keys: ["topology", "alertEmails"],
    isWrong: ({ topology, alertEmails }) => RUNGS[topology].watched && alertEmails.length === 0,
    says: ({ topology }) => `alertEmails is empty, so nobody hears of topology ${topology} failing; name an address.`,
  },
];
