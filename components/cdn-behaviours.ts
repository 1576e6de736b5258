import type * as pulumi from "@pulumi/pulumi";
import { ORIGIN } from "./cdn-origins";
import { CDN_POLICIES } from "./versions";

/** The app decides what may be kept, so nothing is kept here. All headers go on, as WebSockets need. */
export function passOn() {
  return {
    targetOriginId: ORIGIN.App,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: CDN_POLICIES.cachingDisabled,
    originRequestPolicyId: CDN_POLICIES.forwardAllOfViewer,
    responseHeadersPolicyId: CDN_POLICIES.securityHeaders,
  };
}

interface FileBehaviour {
  readonly targetOriginId: string;
  readonly cachePolicyId: pulumi.Input<string>;
  readonly responseHeadersPolicyId: pulumi.Input<string>;
}

/** What comes out of a bucket, compressed, and kept for as long as each file says. */
export function serveFiles(pathPattern: string, behaviour: FileBehaviour) {
  return {
    pathPattern,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    ...behaviour,
  };
}
