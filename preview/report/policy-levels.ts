import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { PolicyConfig } from "../../policies/analyze";
import { UsageError } from "../failure";
import { checkedPolicyConfig } from "./policy-config";

const PACK = path.resolve(__dirname, "../../policies");

/**
 * Levels of the policies for a stack, in the form of the CLI's `--policy-pack-config`: the file that was asked for, else the
 * pack's `config.<stack>.json`, else none, which leaves each policy at its own level.
 * @throws UsageError when the file is missing, no JSON, or says what the pack does not know
 */
export function policyLevels(options: {
  readonly stack: string;
  readonly policyConfig: string | undefined;
}): PolicyConfig {
  const ofStack = path.join(PACK, `config.${options.stack}.json`);
  const file = options.policyConfig ?? (existsSync(ofStack) ? ofStack : undefined);
  return file === undefined ? {} : readLevels(file);
}

function readLevels(file: string): PolicyConfig {
  let source: string;
  try {
    source = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--policy-config ${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? error}`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (error) {
    throw new UsageError(`${file} is not valid JSON: ${(error as Error).message}`);
  }
  return checkedPolicyConfig(file, parsed);
}
