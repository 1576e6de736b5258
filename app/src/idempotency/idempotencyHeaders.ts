import { Type } from "typebox";

/** What an `Idempotency-Key` may be: 1 to 255 visible ASCII characters. */
const keyPattern = "^[\\x21-\\x7e]{1,255}$";
const acceptableKey = new RegExp(keyPattern);

/** Whether this is one key, of a form that is taken. */
export function isIdempotencyKey(key: string | readonly string[]): key is string {
  return typeof key === "string" && acceptableKey.test(key);
}

/** What a request to create may say (draft-ietf-httpapi-idempotency-key-header), as callers are told. */
export const IdempotencyHeaders = Type.Object({
  "Idempotency-Key": Type.Optional(
    Type.String({
      pattern: keyPattern,
      description:
        "A new UUID for each thing to create, the same one in every attempt to create it: whatever becomes of the " +
        "attempts, it is created once. For 24 hours, the same request with the same key gets the first answer again. " +
        "With another body the key is refused with 422, and with 409 while the first request still runs.",
    }),
  ),
});

/** What an answer says that was given before. */
export const ReplayHeaders = {
  "Idempotent-Replayed": {
    ...Type.Literal("true"),
    description: "Only on an answer that a request with this `Idempotency-Key` was given before.",
  },
};
