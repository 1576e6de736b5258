import { type PropertyMap, SECRET_MARK, Secret, UNKNOWN, Unknown, type Value } from "../../model/value";
import type { Located } from "./located";

/** The key by which the engine marks an object as something special. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const NUMBER = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** The texts that stand for an unknown text, flag, number, list, asset, archive and object. */
const UNKNOWN_TEXTS = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Where a provider lists the inputs that it filled in itself, and where it keeps its notes. */
const DEFAULTS = "__defaults";
const NOTES = "__meta";

export interface EngineProperties {
  readonly properties: PropertyMap;
  /** The properties that the program did not give and the provider filled in, with what it took. */
  readonly filledIn: PropertyMap;
}

/**
 * Reads inputs or outputs as the engine serialises them. What a provider filled in is set apart, at any depth.
 * References to resources, assets and archives stay as the engine writes them: under its own key.
 */
export function engineProperties(located: Located): EngineProperties {
  const filled = new Set(located.at(DEFAULTS).texts());
  const properties: [string, Value][] = [];
  const filledIn: [string, Value][] = [];
  for (const [key, inner] of located.entries()) {
    if (key === DEFAULTS || key === NOTES) continue;
    (filled.has(key) ? filledIn : properties).push([key, engineValue(inner)]);
  }
  return { properties: Object.fromEntries(properties), filledIn: Object.fromEntries(filledIn) };
}

/** Reads one value as the engine serialises it. */
export function engineValue(located: Located): Value {
  const { value } = located;
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return engineText(value);
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return located.items().map(engineValue);
  if (typeof value !== "object") return located.refuse("JSON data");
  const signature = located.at(SIGNATURE_KEY).value;
  if (signature === SECRET) return secretValue(located);
  if (signature === OUTPUT) return outputValue(located);
  if (signature === NUMBER) return Buffer.from(located.at("value").text(), "hex").readDoubleBE();
  return engineProperties(located).properties;
}

function engineText(text: string): Value {
  if (UNKNOWN_TEXTS.has(text)) return UNKNOWN;
  // A preview as JSON has lost what was secret, but not that it was.
  return text === SECRET_MARK ? new Secret(UNKNOWN) : text;
}

/** A secret: known where the file was written with `--show-secrets`, else unknown as well. */
function secretValue(located: Located): Secret {
  const plaintext = located.at("plaintext");
  if (plaintext.isAbsent) {
    const value = located.at("value");
    return new Secret(value.isAbsent ? UNKNOWN : engineValue(value));
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(plaintext.text());
  } catch {
    return new Secret(UNKNOWN);
  }
  const value = engineValue(plaintext.holding(parsed));
  return value instanceof Secret ? value : new Secret(value);
}

function outputValue(located: Located): Value {
  const inner = located.at("value");
  const value = inner.isAbsent ? UNKNOWN : engineValue(inner);
  return located.at("secret").value === true && !(value instanceof Secret) ? new Secret(value) : value;
}

/** The properties as a provider is given them: a resource among them is its id. */
export function withoutReferences(map: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, withoutReference(value)]));
}

function withoutReference(value: Value): Value {
  if (value === null || typeof value !== "object" || value instanceof Unknown || value instanceof Secret) return value;
  if (Array.isArray(value)) return value.map(withoutReference);
  const map = value as PropertyMap;
  if (map[SIGNATURE_KEY] === RESOURCE) return map.id || map.urn || null;
  return withoutReferences(map);
}
