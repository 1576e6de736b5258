import type { Plan } from "../../model/plan";
import { type PropertyMap, SECRET_MARK, Secret, type Value } from "../../model/value";

/** Shorter secrets would blank out ordinary words, as the engine's own filter spares them. */
const SHORTEST = 3;

/** A function that takes the plan's secrets out of free text, such as what the program printed. */
export function redactor(plan: Plan): (text: string) => string {
  const secrets = new Set<string>();
  for (const resource of plan.resources) {
    collect(resource.inputs, false, secrets);
    collect(resource.outputs, false, secrets);
  }
  collect(plan.outputs, false, secrets);
  // Longest first, so that a secret that contains another is taken out whole.
  const ordered = [...secrets].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((left, secret) => left.replaceAll(secret, SECRET_MARK), text);
}

function collect(value: Value, secret: boolean, found: Set<string>): void {
  if (value instanceof Secret) {
    collect(value.reveal(), true, found);
  } else if (typeof value === "string") {
    if (secret && value.length >= SHORTEST) found.add(value);
  } else if (value !== null && typeof value === "object") {
    for (const item of Object.values(value as PropertyMap)) collect(item, secret, found);
  }
}
