import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const YEAR_SECONDS = 31_536_000;

/** What a page of one's own may do: run, load and call what its own site serves, and be in nobody's frame. */
function contentSecurityPolicy(hosts: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return pulumi.all([...hosts]).apply((known) => {
    const others = known.map((host) => ` https://${host}`).join("");
    return [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "manifest-src 'self'",
      `img-src 'self'${others}`,
      `connect-src 'self'${others}`,
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; ");
  });
}

/** Security headers for what comes out of the bucket. What the app answers itself keeps its own. */
export function pageHeaders(
  name: string,
  args: { readonly policy: pulumi.Input<string> | undefined; readonly uploadHosts: readonly pulumi.Input<string>[] },
  parent: pulumi.Resource,
): aws.cloudfront.ResponseHeadersPolicy {
  return new aws.cloudfront.ResponseHeadersPolicy(
    name,
    {
      securityHeadersConfig: {
        contentSecurityPolicy: {
          contentSecurityPolicy: args.policy ?? contentSecurityPolicy(args.uploadHosts),
          override: false,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: false },
        referrerPolicy: { referrerPolicy: "no-referrer", override: false },
        strictTransportSecurity: { accessControlMaxAgeSec: YEAR_SECONDS, includeSubdomains: false, override: true },
      },
      customHeadersConfig: {
        items: [{ header: "Cross-Origin-Opener-Policy", value: "same-origin", override: false }],
      },
    },
    { parent },
  );
}

/** Edges keep a page for the minute that it asks for, whatever stands behind its question mark and in its cookies. */
export function pageCaching(name: string, parent: pulumi.Resource): aws.cloudfront.CachePolicy {
  return new aws.cloudfront.CachePolicy(
    `${name}-page`,
    {
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 60,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    },
    { parent },
  );
}
