import { UNKNOWN, type Value } from "../../model/value";
import { type ConstructContext, type Registered, referencedUrn, Tracked } from "../remote/construct";
import { isOutput, type Optional } from "./output";

/** The resource that a value refers to; undefined where the value is none, or not known. */
export function referenced(context: ConstructContext, value: Value | undefined): Registered | undefined {
  const urn = referencedUrn(value);
  return urn === undefined ? undefined : (context.resource(urn) ?? unseen(urn));
}

/** The resource that an input which the program wrote out refers to: not one inside an Output. */
export function referencedDirectly(context: ConstructContext, input: Optional): Registered | undefined {
  return isOutput(input) ? undefined : referenced(context, input as Value | undefined);
}

/** A resource that this program did not register: all that is known of it is where it comes from. */
function unseen(urn: string): Registered {
  const [, , types = "", name = ""] = urn.split("::");
  const output = (property: string) => new Tracked(property === "urn" ? urn : UNKNOWN, [urn]);
  return { urn, type: types.split("$").at(-1) ?? "", name, output };
}
