import { AsyncLocalStorage } from "node:async_hooks";

/** Shorter values would be found in others by chance. */
const SHORTEST = 4;
/** From this length on, a value within another is no accident: what a program makes of a secret holds it. */
const SHORTEST_PART = 8;

const previews = new AsyncLocalStorage<readonly string[]>();
let configuredInCli: readonly string[] | undefined;

/** Runs `work` for a preview whose stack has these secrets in its configuration. */
export function withConfiguredSecrets<T>(secrets: readonly string[], work: () => T): T {
  return previews.run(secrets.flatMap(leaves), work);
}

/** Whether a secret comes from the stack's configuration or from an environment variable, and so not from the program. */
export function comesFromOutside(value: string): boolean {
  if (value.length < SHORTEST) return false;
  const configured = previews.getStore() ?? ofCli();
  const lower = value.toLowerCase();
  const holds = (part: string) => part === lower || (part.length >= SHORTEST_PART && lower.includes(part));
  return (
    configured.some((secret) => holds(secret.toLowerCase())) ||
    Object.values(process.env).some((variable) => variable === value)
  );
}

/** The CLI's engine gives a pack the whole configuration of the stack, decrypted, and does not say what of it is secret. */
function ofCli(): readonly string[] {
  configuredInCli ??= Object.values(parsed(process.env.PULUMI_CONFIG ?? "{}")).flatMap(leaves);
  return configuredInCli;
}

/** The text itself, and those in it where it is JSON, as structured configuration is. */
function leaves(text: unknown): readonly string[] {
  if (typeof text !== "string") return [];
  const inner: string[] = [text];
  if (/^[[{]/.test(text)) {
    parsed(text, (_key, value: unknown) => {
      if (typeof value === "string") inner.push(value);
      return value;
    });
  }
  return inner;
}

function parsed(text: string, each?: (key: string, value: unknown) => unknown): object {
  try {
    return (JSON.parse(text, each) ?? {}) as object;
  } catch {
    return {};
  }
}
