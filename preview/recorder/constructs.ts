import type { Construct } from "../remote/construct";

/** What plays the provider's part for a remote component; undefined where nobody here knows its children. */
export function constructOf(type: string): Construct | undefined {
  // Loaded with the first remote component: most programs have none, and the others are loading meanwhile.
  const { constructs } = require("../awsx") as typeof import("../awsx");
  return constructs.get(type);
}
