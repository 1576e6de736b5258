import { type PropertyMap, text } from "../../model/value";
import type { DataSourceContext } from "./context";

const ASSUMED_REGION = "us-east-1";

/** The region that a function answers for: its own argument, the provider's, or the environment's. */
export function regionFor(args: PropertyMap, { configuration, environment, assume }: DataSourceContext): string {
  const known =
    text(args.region) ?? text(configuration.region) ?? (environment.AWS_REGION || environment.AWS_DEFAULT_REGION);
  if (known) return known;
  assume(
    `No region is configured, so ${ASSUMED_REGION} was taken: set it with \`pulumi config set aws:region <region>\`.`,
  );
  return ASSUMED_REGION;
}
