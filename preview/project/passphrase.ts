import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Decrypt } from "./stack-config";

const ITERATIONS = 1_000_000;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const CHECK_TEXT = "pulumi";

/** Decrypts with the stack's passphrase, where the environment gives the right one; otherwise nothing is decrypted. */
export function decrypter(salt: unknown, environment: NodeJS.ProcessEnv): Decrypt {
  const passphrase = passphraseOf(environment);
  if (passphrase === undefined || typeof salt !== "string") return () => undefined;
  let key: Buffer | undefined | null;
  return (ciphertext) => {
    if (key === undefined) key = keyOf(passphrase, salt) ?? null;
    return key === null ? undefined : decryptWith(key, ciphertext);
  };
}

function passphraseOf({
  PULUMI_CONFIG_PASSPHRASE,
  PULUMI_CONFIG_PASSPHRASE_FILE,
}: NodeJS.ProcessEnv): string | undefined {
  if (PULUMI_CONFIG_PASSPHRASE !== undefined) return PULUMI_CONFIG_PASSPHRASE;
  if (!PULUMI_CONFIG_PASSPHRASE_FILE) return undefined;
  try {
    return readFileSync(PULUMI_CONFIG_PASSPHRASE_FILE, "utf8").trim();
  } catch {
    return undefined;
  }
}

/** The salt is `v1:<base64 salt>:<a known text, encrypted>`: the known text tells whether the passphrase is right. */
function keyOf(passphrase: string, salt: string): Buffer | undefined {
  const [version, encoded, ...check] = salt.split(":");
  if (version !== "v1" || encoded === undefined) return undefined;
  const key = pbkdf2Sync(passphrase, Buffer.from(encoded, "base64"), ITERATIONS, KEY_BYTES, "sha256");
  return decryptWith(key, check.join(":")) === CHECK_TEXT ? key : undefined;
}

function decryptWith(key: Buffer, ciphertext: string): string | undefined {
  const [version, nonce, encrypted] = ciphertext.split(":");
  if (version !== "v1" || nonce === undefined || encrypted === undefined) return undefined;
  try {
    const bytes = Buffer.from(encrypted, "base64");
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
