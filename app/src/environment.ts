import { type Static, Type } from "typebox";

/**
 * Every variable the app reads, by the name that infrastructure injects. The order is the order of the table in
 * README.md. `description` is shown in that table and after the mistake when a value is refused.
 */
export const environment = Type.Object({
  APP_ROLE: Type.Enum(["all"], {
    default: "all",
    description:
      "Part of the app that this process runs. `all` is everything in one process; the roles gateway, auth, users, posts and worker are not built yet.",
  }),
  HOST: Type.String({
    pattern: "^[0-9A-Za-z.:_-]+$",
    default: "127.0.0.1",
    description: "Address or host name to listen on. A container sets `0.0.0.0` to be reached from outside.",
  }),
  PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 8080,
    description: "Port to listen on. `0` takes a free one.",
  }),
  DATA_DIR: Type.String({
    minLength: 1,
    default: ".data",
    description:
      "Folder that keeps the data between runs, counted from the app's own folder unless absolute. `memory://` keeps nothing.",
  }),
  TOKEN_SECRET: Type.Optional(
    Type.String({
      minLength: 32,
      secret: true,
      description:
        "Key that access tokens are signed with (HS256). Without one, a process on embedded storage makes its own and keeps it in DATA_DIR.",
    }),
  ),
  SERVICE_SECRET: Type.Optional(
    Type.String({
      minLength: 32,
      secret: true,
      description:
        "Key that the gateway signs its word to the services behind it with. Without one, as with `TOKEN_SECRET`.",
    }),
  ),
  LOG_LEVEL: Type.Enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
    default: "info",
    description: "Least severe level that is logged.",
  }),
  SHUTDOWN_DRAIN_SECONDS: Type.Integer({
    minimum: 0,
    maximum: 110,
    default: 5,
    description:
      "After SIGTERM, how long `/readyz` fails while requests are still served: longer than a load balancer takes to notice. Ctrl-C skips it.",
  }),
  SHUTDOWN_GRACE_SECONDS: Type.Integer({
    minimum: 1,
    maximum: 120,
    default: 25,
    description:
      "Hard limit of the whole shutdown, drain included: below the time after which the platform kills the process (ECS: 30 s by default).",
  }),
});

/** Names that later versions of the app will read: set for a server that this version would silently not use. */
export const notReadYet = [
  "DATABASE_URL",
  "DATABASE_REPLICA_URLS",
  "REDIS_URL",
  "QUEUE_URL",
  "BUCKET",
  "KEY_VALUE_TABLE",
] as const;

/** The environment after the check: defaults filled in, numbers as numbers. */
export type Environment = Static<typeof environment>;

/** Name of a variable in {@link environment}. */
export type Variable = keyof Environment;

/** Names in the order of the schema. */
export const variables = Object.keys(environment.properties) as readonly Variable[];

interface Constraints {
  readonly enum?: readonly string[];
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  /** Never shown, not even when it is refused. */
  readonly secret?: boolean;
  readonly pattern?: string;
  readonly default?: string | number;
  readonly description?: string;
}

/** The constraints of one variable as plain data. */
export function constraintsOf(variable: Variable): Constraints {
  return environment.properties[variable] as Constraints;
}

/** What a variable accepts, in words that complete "must be …". */
export function expectation(variable: Variable): string {
  const { enum: choices, type, minimum, maximum, minLength, pattern, secret } = constraintsOf(variable);
  if (choices?.length === 1) return `\`${choices[0]}\``;
  if (choices) return `one of ${choices.map((choice) => `\`${choice}\``).join(", ")}`;
  if (type === "integer") return `a whole number from ${minimum} to ${maximum}`;
  if (secret) return `${minLength} characters or more`;
  return pattern ? "an address or a host name" : "a path";
}
