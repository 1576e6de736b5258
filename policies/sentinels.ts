/** How the engine writes an unknown value to a policy pack, one per type (sdk/go/common/resource/plugin in Pulumi). */
const SENTINELS = [
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
] as const;

/** The one for a text, which the SDK takes for any type. */
export const UNKNOWN_SENTINEL: string = SENTINELS[0];

/** Also a text that an unknown was written into, which the SDK lets through as if it were known. */
export function isUnknownSentinel(value: unknown): boolean {
  return typeof value === "string" && value.length >= 36 && SENTINELS.some((sentinel) => value.includes(sentinel));
}
