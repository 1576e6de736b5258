import type { PlannedResource } from "../../../model/plan";
import { list, type PropertyMap, parsedJson, record, text, type Value } from "../../../model/value";
import type { Faults } from "../../each-resource";
import { isMadeUp } from "./made-up";
import { comesFromOutside } from "./secret-origin";
import { CONNECTION, HARMLESS, KEY_MATERIAL, SECRET } from "./secret-shapes";

/** Short type → where its passwords are; a name within lists or records after a dot. */
const PASSWORDS: { readonly [type: string]: readonly string[] } = {
  "rds/Instance": ["password"],
  "rds/Cluster": ["masterPassword"],
  "docdb/Cluster": ["masterPassword"],
  "redshift/Cluster": ["masterPassword"],
  "redshiftserverless/Namespace": ["adminUserPassword"],
  "elasticache/ReplicationGroup": ["authToken"],
  "elasticache/User": ["passwords", "authenticationMode.passwords"],
  "memorydb/User": ["authenticationMode.passwords"],
  "mq/Broker": ["users.password"],
  "opensearch/Domain": ["advancedSecurityOptions.masterUserOptions.masterUserPassword"],
  "dms/Endpoint": ["password"],
  "directoryservice/Directory": ["password"],
};
export const WITH_PASSWORDS = Object.keys(PASSWORDS);
/** What is kept for others to read, which somebody may fill in by hand later. */
export const KEPT = ["secretsmanager/SecretVersion", "ssm/Parameter"];
const PLACEHOLDER = /place.?holder|change.?me|replace|to.?do|dummy|^\W*$/i;

/** Whether the value is written in the program as far as a plan tells. */
type IsWritten = (value: string) => boolean;

/**
 * What to take for written in the program, of values that come from no resource. An answer of a data source is none of the
 * program's, and a plan does not tell it from a literal: only what a person made up is surely one.
 */
export function writtenIn(passwordsByDataSource: boolean): IsWritten {
  return (value) => value !== "" && !comesFromOutside(value) && (!passwordsByDataSource || isMadeUp(value));
}

/** Passwords of what asks for one. The value itself is never said. */
export function passwordFaults(type: string, resource: PlannedResource, isWritten: IsWritten): Faults {
  return (PASSWORDS[type] ?? []).map((path) => {
    const [property = "", ...inner] = path.split(".");
    if (comesFromResource(resource, property)) return false;
    const isOne = valuesAt(resource.inputs[property], inner).some((value) => isWritten(value));
    return isOne && `has a password that is written in the program (\`${path}\`)`;
  });
}

/** A secret's version, and a parameter that is a `SecureString`. */
export function keptFaults(resource: PlannedResource, isWritten: IsWritten): Faults {
  const { inputs } = resource;
  if (inputs.type === undefined)
    return [keptFault(resource, "secretString", text(inputs.secretString) ?? "", isWritten)];
  return [text(inputs.type) === "SecureString" && keptFault(resource, "value", text(inputs.value) ?? "", isWritten)];
}

function keptFault(resource: PlannedResource, property: string, value: string, isWritten: IsWritten): string | false {
  const { options, inputs, name } = resource;
  if (comesFromResource(resource, property) || options.ignoreChanges?.includes(property)) return false;
  const document = parsedJson(inputs[property]);
  const fields = document !== null && typeof document === "object" ? Object.entries(record(document)) : undefined;
  const called = text(inputs.name)?.split("/").at(-1) ?? name;
  const found =
    fields === undefined
      ? isKeptSecret(property === "secretString" ? "secret" : called, value, isWritten)
      : fields.some(([field, inner]) => isKeptSecret(field, text(inner) ?? "", isWritten));
  return found && `holds a secret that is written in the program (\`${property}\`)`;
}

/** A parameter may be secure without being a secret: its name, or the value, must say so. */
function isKeptSecret(called: string, value: string, isWritten: IsWritten): boolean {
  if (HARMLESS.test(value) || PLACEHOLDER.test(value) || comesFromOutside(value)) return false;
  return KEY_MATERIAL.test(value) || CONNECTION.test(value) || (SECRET.test(called) && isWritten(value));
}

function comesFromResource({ propertyDependencies }: PlannedResource, property: string): boolean {
  return (propertyDependencies[property] ?? []).length > 0;
}

function valuesAt(value: Value | undefined, path: readonly string[]): readonly string[] {
  const [key, ...rest] = path;
  const items = list(value);
  if (items.length > 0) return items.flatMap((item) => valuesAt(item, path));
  if (key === undefined) return text(value) === undefined ? [] : [text(value) ?? ""];
  return valuesAt((record(value) as PropertyMap)[key], rest);
}
