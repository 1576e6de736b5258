import type { Access } from "../components/access";
import { inRegion } from "../components/region-name";
import type { Settings } from "./settings";

/** Tells what works on new posts which third party to ask about them; nothing where nobody is asked. */
export function moderationCall({ moderationUrl }: Pick<Settings, "moderationUrl">): Readonly<Record<string, string>> {
  return moderationUrl === null ? {} : { MODERATION_URL: moderationUrl };
}

/**
 * The key by which that third party signs its later verdicts, from a secret that is there already: it is theirs as well.
 * @param region where the code runs, for a secret that is copied there
 */
export function moderationKey(
  { moderationSecret }: Pick<Settings, "moderationSecret">,
  region?: string,
): readonly Access[] {
  if (moderationSecret === null) return [];
  const secretArn = region === undefined ? moderationSecret : inRegion(moderationSecret, region);
  return [{ name: "moderation", secrets: { MODERATION_WEBHOOK_SECRET: { secretArn, key: "key" } } }];
}
