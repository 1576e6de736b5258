import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Mistakes } from "./mistakes";
import { type Tags, tagged } from "./tags";
import { HEALTH_CHECK_REGIONS } from "./versions";

/** How Route 53 asks, from all over the world, whether a target can serve. */
export interface HealthCheckArgs {
  /** Path that answers 200 to 399 while the target can serve requests: `/readyz`. */
  readonly path: string;
  /**
   * Whether it asks over HTTPS on port 443; else over HTTP on port 80. The certificate is not looked at.
   * @default true
   */
  readonly https?: boolean;
  /**
   * Failures in a row, 1 to 10, after which the target counts as down.
   * @default 3
   */
  readonly failures?: number;
  /**
   * Seconds between two questions of one checker, 30 or 10. Ten costs more.
   * @default 30
   */
  readonly intervalSeconds?: 10 | 30;
  /**
   * Regions that checkers ask from, three or more. A target counts as up while more than 18 % of them say so
   * (docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html, 2026-11-21).
   * @default - all that Route 53 offers
   */
  readonly regions?: readonly string[];
}

/** What is asked: a name of its own, or an address under the site's name. */
export interface CheckedTarget {
  readonly host: pulumi.Input<string>;
  readonly address?: pulumi.Input<string>;
}

const MIN_REGIONS = 3;
const INTERVALS = [10, 30];

/** A health check of one target. */
export function healthCheck(
  name: string,
  args: HealthCheckArgs & { readonly target: CheckedTarget; readonly tags: Tags | undefined },
  parent: pulumi.Resource,
): aws.route53.HealthCheck {
  const { path, https = true, failures = 3, intervalSeconds = 30, regions, target, tags } = args;
  return new aws.route53.HealthCheck(
    name,
    {
      type: https ? "HTTPS" : "HTTP",
      port: https ? 443 : 80,
      ...(https ? { enableSni: true } : {}),
      fqdn: target.host,
      ...(target.address === undefined ? {} : { ipAddress: target.address }),
      resourcePath: path,
      failureThreshold: failures,
      requestInterval: intervalSeconds,
      ...(regions ? { regions: [...regions] } : {}),
      tags: tagged(name, tags),
    },
    { parent },
  );
}

/** Notes what Route 53 would refuse of a health check. */
export function checkHealthCheck(mistakes: Mistakes, args: HealthCheckArgs): Mistakes {
  const { path, failures = 3, intervalSeconds = 30, regions = HEALTH_CHECK_REGIONS } = args;
  const unknown = regions.filter((region) => !HEALTH_CHECK_REGIONS.includes(region));
  return mistakes
    .require(path.startsWith("/"), "healthCheck.path", `must start with a slash, got ${path}`)
    .requireRange("healthCheck.failures", failures, 1, 10)
    .require(
      INTERVALS.includes(intervalSeconds),
      "healthCheck.intervalSeconds",
      `must be one of ${INTERVALS.join(", ")}, got ${intervalSeconds}`,
    )
    .require(
      unknown.length === 0 && new Set(regions).size >= MIN_REGIONS,
      "healthCheck.regions",
      `must be ${MIN_REGIONS} or more of ${HEALTH_CHECK_REGIONS.join(", ")}, got ${regions.join(", ")}`,
    );
}
