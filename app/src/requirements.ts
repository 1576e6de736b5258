import type { Environment } from "./environment.js";

/** What variables must be to each other: undefined when it holds, else the sentence that says what to do. */
type Requirement = (read: Partial<Environment>) => string | undefined;

/** Several processes cannot share one embedded database. */
const onServersOnly: ReadonlySet<unknown> = new Set(["auth", "users", "posts", "worker"]);

const requirements: readonly Requirement[] = [
  ({ SHUTDOWN_DRAIN_SECONDS: drain, SHUTDOWN_GRACE_SECONDS: grace }) =>
    typeof drain === "number" && typeof grace === "number" && drain >= grace
      ? `SHUTDOWN_DRAIN_SECONDS must be less than SHUTDOWN_GRACE_SECONDS, got ${drain} and ${grace}. Lower the first or raise the second.`
      : undefined,
  (read) =>
    onServersOnly.has(read.APP_ROLE) && !hasServer(read)
      ? `APP_ROLE ${read.APP_ROLE} needs DATABASE_URL or DATABASE_SHARDS: only \`all\` brings its own database.`
      : undefined,
  (read) => {
    const missing = (["AUTH_URL", "USERS_URL", "POSTS_URL"] as const).filter((name) => !read[name]);
    return read.APP_ROLE === "gateway" && missing.length > 0
      ? `APP_ROLE gateway needs ${missing.join(", ")}: it answers by asking the services behind it.`
      : undefined;
  },
  (read) => {
    const missing = secretsOf(read).filter((name) => !read[name]);
    return missing.length > 0
      ? `APP_ROLE ${read.APP_ROLE} needs ${missing.join(", ")} here: every process must know the same.`
      : undefined;
  },
];

/** What is wrong between variables, one sentence each. */
export function mistakesBetween(read: Partial<Environment>): readonly string[] {
  return requirements.flatMap((requirement) => requirement(read) ?? []);
}

function hasServer({ DATABASE_URL, DATABASE_SHARDS }: Partial<Environment>): boolean {
  return DATABASE_URL !== undefined || DATABASE_SHARDS !== undefined;
}

/** The secrets that processes of a role share with others; one on its own embedded storage makes its own. */
function secretsOf(read: Partial<Environment>): readonly ("TOKEN_SECRET" | "SERVICE_SECRET")[] {
  switch (read.APP_ROLE) {
    case "all":
      return hasServer(read) ? ["TOKEN_SECRET"] : [];
    case "gateway":
    case "auth":
      return ["TOKEN_SECRET", "SERVICE_SECRET"];
    case "users":
    case "posts":
      return ["SERVICE_SECRET"];
    default:
      return [];
  }
}
