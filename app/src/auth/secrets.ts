import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartError } from "../startError.js";
import type { TokenSecrets } from "./tokens.js";

/** Twice what HS256 asks for at least (RFC 7518, section 3.2), as text. */
const secretBytes = 64;
const fileName = "secrets.json";
const webhookKeyFile = "webhook-secret-key";

/** Secrets of a process on its own: nobody else has to know them, and they are as good as the data beside them. */
export function newSecrets(): TokenSecrets {
  return { tokenSecret: newSecret(), serviceSecret: newSecret() };
}

/** Secrets that a data folder keeps between runs, made by the first one; only this user may read them. */
export async function keptSecrets(folder: string): Promise<TokenSecrets> {
  return read(await kept(folder, fileName, JSON.stringify(newSecrets())));
}

/** The key that secrets of webhooks are encrypted with, kept likewise, in a file of its own. */
export async function keptWebhookKey(folder: string): Promise<string> {
  const file = await kept(folder, webhookKeyFile, newSecret());
  const key = (await readFile(file, "utf8")).trim();
  if (isSecret(key)) return key;
  throw new StartError(
    `${file} must hold 32 characters at least. Put back what was in it: the secrets of webhooks are encrypted with it.`,
  );
}

/** A file that is there from now on, whole, whoever makes it and however its process ends; only this user may read it. */
async function kept(folder: string, name: string, first: string): Promise<string> {
  const file = join(folder, name);
  const fresh = `${file}.${process.pid}`;
  await rm(fresh, { force: true });
  await writeFile(fresh, first, { mode: 0o600, flag: "wx", flush: true });
  try {
    await link(fresh, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(fresh, { force: true });
  }
  return file;
}

async function read(file: string): Promise<TokenSecrets> {
  const { tokenSecret, serviceSecret } = JSON.parse(await readFile(file, "utf8"));
  if (isSecret(tokenSecret) && isSecret(serviceSecret)) return { tokenSecret, serviceSecret };
  throw new StartError(
    `${file} must hold tokenSecret and serviceSecret, 32 characters each at least. Remove it to have new ones made; everyone must then sign in again.`,
  );
}

function isSecret(value: unknown): value is string {
  return typeof value === "string" && value.length >= 32;
}

/** A key that nobody has. */
export function newSecret(): string {
  return randomBytes(secretBytes).toString("base64url");
}
