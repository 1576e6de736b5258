import { constructs } from "../awsx";
import type { Construct } from "../remote/construct";

/** What plays the provider's part for a remote component; undefined where nobody here knows its children. */
export function constructOf(type: string): Construct | undefined {
  return constructs.get(type);
}
