import type { EnforcementLevel } from "@pulumi/policy";

/** One policy's entry: its level, or its level and its properties. */
type PolicySetting =
  | EnforcementLevel
  | { readonly enforcementLevel?: EnforcementLevel; readonly [property: string]: unknown };

/** Content of the file that the CLI takes as `--policy-pack-config`: `all`, or policy name → setting. */
export interface PolicyConfig {
  readonly [policy: string]: PolicySetting;
}

/** The level of a policy: its own entry, else the one for `all`; undefined leaves it to the policy. */
export function levelOf(config: PolicyConfig, policy: string): EnforcementLevel | undefined {
  return levelIn(config[policy]) ?? levelIn(config.all);
}

/** The properties of a policy's own entry; `all` carries none. */
export function propertiesOf(config: PolicyConfig, policy: string): { readonly [property: string]: unknown } {
  const setting = config[policy];
  if (setting === undefined || typeof setting === "string") return {};
  const { enforcementLevel: _level, ...properties } = setting;
  return properties;
}

function levelIn(setting: PolicySetting | undefined): EnforcementLevel | undefined {
  return typeof setting === "string" ? setting : setting?.enforcementLevel;
}
