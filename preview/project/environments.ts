import { UsageError } from "../failure";
import { isRecord, kindOf, type YamlFile } from "./yaml-file";

/** What stands for an environment that is written in the stack's file itself. */
const INLINE = "(in the file)";

/**
 * The Pulumi ESC environments that a stack's file takes more configuration from: `environment:` with their names, or with
 * a definition that imports them. Only the service can open one.
 */
export function readEnvironments({ content, shown }: YamlFile): readonly string[] {
  const { environment } = content;
  if (environment === undefined || environment === null) return [];
  if (typeof environment === "string") return [environment];
  if (Array.isArray(environment)) return environment.map(nameOf);
  if (!isRecord(environment)) {
    throw new UsageError(
      `environment in ${shown} is ${kindOf(environment)}: it must be a list of names or a definition.`,
    );
  }
  const imports = Array.isArray(environment.imports) ? environment.imports.map(nameOf) : [];
  return environment.values === undefined ? imports : [...imports, INLINE];
}

/** A name, or a name with settings of its import. */
function nameOf(item: unknown): string {
  return isRecord(item) ? (Object.keys(item)[0] ?? INLINE) : String(item);
}
