import type * as pulumi from "@pulumi/pulumi";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import type { Endpoint } from "./security-group";
import type { Tags } from "./tags";

export interface ApiGatewayArgs {
  /** Its application subnets hold the link into the network. */
  readonly network: Network;
  /** What answers the requests. */
  readonly target: {
    /** ARN of a listener of an internal load balancer, or of a Cloud Map service. */
    readonly arn: pulumi.Input<string>;
    /** What guards it, and the TCP port it listens on. */
    readonly endpoint: Endpoint;
    /**
     * Name in the certificate of a listener that speaks HTTPS.
     * @default - plain HTTP, within the network
     */
    readonly serverName?: string;
  };
  /**
   * Whose tokens are let in. A request without a valid one gets 401.
   * @default - refused, unless `anonymous` is true
   */
  readonly jwt?: {
    /** `https://…`: where the keys of the tokens are published. */
    readonly issuer: string;
    /** Whom a token must be meant for: one of these. */
    readonly audiences: readonly string[];
  };
  /**
   * Let everybody in and leave it to the target to know who asks.
   * @default false
   */
  readonly anonymous?: boolean;
  /**
   * Requests per second that are let through; the rest gets 429. 1 to 10000.
   * @default 100
   */
  readonly requestsPerSecond?: number;
  /**
   * Requests that may come at once beyond that, 1 to 5000.
   * @default - twice `requestsPerSecond`
   */
  readonly burst?: number;
  /**
   * Routes that differ from the rest, by key: `POST /sessions`.
   * @default - every route is alike
   */
  readonly routes?: Readonly<Record<string, RouteArgs>>;
  /**
   * Pages of which origins may call it from a browser.
   * @default - those of its own
   */
  readonly cors?: {
    /** `https://app.example.com` */
    readonly origins: readonly string[];
    /** Whether cookies are sent along. @default false */
    readonly credentials?: boolean;
  };
  /**
   * A name of its own; the one that AWS gives is then switched off.
   * @default - the name that AWS gives it
   */
  readonly site?: {
    readonly domain: string;
    /** ARN of its certificate, in the API's region. */
    readonly certificateArn: pulumi.Input<string>;
  };
  /**
   * Days that the access log is kept: one of those that CloudWatch knows.
   * @default 30
   */
  readonly logDays?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** How a route differs. */
export interface RouteArgs {
  /** No token is asked for. @default false */
  readonly anonymous?: boolean;
  /** Requests per second, 1 to 10000. @default - as the others */
  readonly requestsPerSecond?: number;
  /** Requests at once beyond that, 1 to 5000. @default - twice `requestsPerSecond` */
  readonly burst?: number;
}

/** Key of the route that takes what no other takes, and name of the stage that is not part of the path. */
export const DEFAULT_ROUTE = "$default";

/** What an account may have in a region before it asks for more. docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_RATE = 10_000;
const MAX_BURST = 5_000;
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
const ROUTE_KEY = /^(ANY|GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE) \/\S*$/;

/** Requests that may come at once where nothing is said. */
export function defaultBurst(requestsPerSecond: number): number {
  return Math.min(requestsPerSecond * 2, MAX_BURST);
}

/** Refuses arguments that an API cannot use, all at once. */
export function checkApiGateway(name: string, args: ApiGatewayArgs): void {
  const { jwt, anonymous = false, requestsPerSecond = 100, routes = {}, cors, logDays = 30 } = args;
  const mistakes = new Mistakes()
    .require(
      (jwt !== undefined) !== anonymous,
      "jwt",
      anonymous
        ? "contradicts anonymous: true; give one of them"
        : "is required to know who asks; write anonymous: true to let everybody in",
    )
    .require(jwt?.issuer.startsWith("https://") ?? true, "jwt.issuer", `must start with https://, got ${jwt?.issuer}`)
    .require(jwt?.audiences.length !== 0, "jwt.audiences", "must name at least one audience, got none")
    .requireRange("requestsPerSecond", requestsPerSecond, 1, MAX_RATE)
    .requireRange("burst", args.burst ?? defaultBurst(requestsPerSecond), 1, MAX_BURST)
    .require(
      cors === undefined || (cors.origins.length > 0 && (!cors.credentials || !cors.origins.includes("*"))),
      "cors.origins",
      `must name origins, and not every one ("*") together with credentials, got ${cors?.origins.join(", ")}`,
    )
    .require(LOG_DAYS.includes(logDays), "logDays", `must be one of ${LOG_DAYS.join(", ")}, got ${logDays}`);
  for (const [key, route] of Object.entries(routes)) {
    mistakes
      .require(ROUTE_KEY.test(key), `routes["${key}"]`, "must be a method and a path such as POST /sessions")
      .requireRange(`routes["${key}"].requestsPerSecond`, route.requestsPerSecond ?? 1, 1, MAX_RATE)
      .requireRange(`routes["${key}"].burst`, route.burst ?? 1, 1, MAX_BURST);
  }
  mistakes.throwFor("ApiGateway", name);
}
