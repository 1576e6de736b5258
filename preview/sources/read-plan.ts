import { readFileSync } from "node:fs";
import { UsageError } from "../failure";
import type { Recording } from "../recorder/recording";
import { isEngineEvent, readEngineEvents } from "./engine-events";
import { Located } from "./located";
import { readPlanFile } from "./plan-file";
import { readPreviewDigest } from "./preview-digest";
import { readStackExport } from "./stack-export";

const READABLE =
  "the output of `pulumi preview --json`, of `pulumi stack export`, of this command with --json, or a plan that it saved with --save";

/**
 * Reads a plan from a file: of whichever kind, the file itself tells.
 * @param file absolute path
 * @param shown the path as the user wrote it
 * @throws UsageError with one sentence that names the file, the key, the value and what would be right
 */
export function readPlan(file: string, shown: string): Recording {
  return parsePlan(contents(file, shown), shown);
}

/** Reads a plan from the text of a file. */
export function parsePlan(text: string, shown: string): Recording {
  const whole = parsed(text);
  if (whole === undefined) return readLines(text, shown);
  const file = new Located(shown, "", whole);
  if (isEngineEvent(whole)) return readEngineEvents([file], shown);
  if (Array.isArray(whole) && whole.some(isEngineEvent)) return readEngineEvents(file.items(), shown);
  if (typeof whole !== "object" || whole === null || Array.isArray(whole)) return file.refuse(READABLE);
  if (!file.at("deployment").isAbsent) return readStackExport(file);
  if (!file.at("plan").isAbsent) return readPlanFile(file);
  if (!file.at("steps").isAbsent) return readPreviewDigest(file);
  throw new UsageError(`${shown}: ${whyNoPlan(file)}, but must be ${READABLE}`);
}

/** What an object without a plan most likely is. */
function whyNoPlan(file: Located): string {
  if (!file.at("error").isAbsent) return "it is the report of a preview that failed";
  if (!file.at("changeSummary").isAbsent || !file.at("diagnostics").isAbsent) return "it is a preview without steps";
  const keys = Object.keys(file.value as object);
  return keys.length === 0 ? "it is an empty object" : `it is an object with the keys ${keys.slice(0, 5).join(", ")}`;
}

/** The engine's events, one a line; a command around it may have printed other lines. */
function readLines(text: string, shown: string): Recording {
  const lines = text.split(/\r?\n/).flatMap((line, index) => {
    const value = line.trim().startsWith("{") ? parsed(line) : undefined;
    return isEngineEvent(value) ? [new Located(shown, `line ${index + 1}`, value)] : [];
  });
  if (lines.length > 0) return readEngineEvents(lines, shown);
  if (text.trim() === "") throw new UsageError(`${shown} is empty, but must be ${READABLE}`);
  throw new UsageError(`${shown} is not JSON (${complaint(text)}), but must be ${READABLE}`);
}

function contents(file: string, shown: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UsageError(`${shown} cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
  // What a Windows shell redirects is UTF-16.
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isWide ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return "there is no such file";
  if (error.code === "EISDIR") return "it is a folder";
  if (error.code === "EACCES") return "it may not be read";
  return error.message;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function complaint(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return (error as Error).message.replace(/\s+/g, " ");
  }
}
