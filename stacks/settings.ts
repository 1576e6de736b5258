import * as pulumi from "@pulumi/pulumi";
import type { Listeners } from "../components/observability-topics";
import { CONTRADICTIONS } from "./contradictions";
import { TEMPLATE } from "./fork/leftovers";
import { KEYS, type Values } from "./setting-keys";
import type { SettingType } from "./setting-types";

/** The configuration of one environment, checked. */
export interface Settings extends Omit<Values, "domain" | "hostedZone" | "alertEmails" | "pagerEndpoint"> {
  /** Name of the Pulumi stack: `dev`, `staging`, `prod`. */
  readonly environment: string;
  /** AWS region of the stack; null where only the environment of the one who deploys names it. */
  readonly region: string | null;
  /** Who hears of alarms. */
  readonly listeners: Listeners;
  /** The site's name and the Route 53 zone it lies in; null where AWS's own names serve. */
  readonly site: { readonly domain: string; readonly hostedZone: string } | null;
}

/** Reads the stack's configuration. All mistakes are reported together, by file, key and value. */
export function readSettings(): Settings {
  const config = new pulumi.Config();
  const environment = pulumi.getStack();
  const mistakes: string[] = [...unknownKeys(config.name), ...keysOfTemplate(config.name)];
  const values: Partial<Record<keyof Values, unknown>> = {};
  for (const [key, type] of Object.entries(KEYS) as [keyof Values, SettingType<unknown>][]) {
    // `get` would warn of a secret that is read as if it were none.
    const given = type.secret ? pulumi.runtime.getConfig(`${config.name}:${key}`) : config.get(key);
    const value = given === undefined ? undefined : type.parse(given);
    if (value === undefined) {
      mistakes.push(
        `${config.name}:${key} is ${given === undefined ? "missing" : shown(given, type)}; it must be ${type.description}.`,
      );
    } else {
      values[key] = value;
    }
  }
  for (const { keys, isWrong, says } of CONTRADICTIONS) {
    if (keys.every((key) => key in values) && isWrong(values as Values)) {
      mistakes.push(`${config.name}:${says(values as Values)}`);
    }
  }
  const region = new pulumi.Config("aws").get("region") ?? null;
  mistakes.push(...mistakesInRegions(config.name, region, values.secondRegion));
  if (mistakes.length > 0) {
    const lines = mistakes.map((mistake) => `Pulumi.${environment}.yaml: ${mistake}`);
    throw new pulumi.RunError(lines.join("\n"));
  }
  const { domain, hostedZone, alertEmails: emails, pagerEndpoint, ...others } = values as Values;
  const site = domain !== null && hostedZone !== null ? Object.freeze({ domain, hostedZone }) : null;
  const listeners = Object.freeze({ emails, ...(pagerEndpoint === null ? {} : { pagerEndpoint }) });
  return Object.freeze({ ...others, environment, listeners, region, site });
}

/** The first region is not of this project's keys, so it is no contradiction among them. */
function mistakesInRegions(project: string, region: string | null, secondRegion: unknown): string[] {
  if (typeof secondRegion !== "string") return [];
  if (region === null)
    return ["aws:region is missing; with secondRegion it must be the name of the first, such as us-east-1."];
  return region === secondRegion
    ? [`${project}:secondRegion is ${secondRegion}, which is aws:region as well; name another one.`]
    : [];
}

function unknownKeys(project: string): string[] {
  const known = Object.keys(KEYS);
  return Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(`${project}:`))
    .map((key) => key.slice(project.length + 1))
    .filter((key) => !known.includes(key))
    .map((key) => `${project}:${key} is not a setting; the settings are ${known.join(", ")}.`);
}

/** Written by the CLI while the project still had the template's name: Pulumi would ignore them under another. */
function keysOfTemplate(project: string): string[] {
  if (project === TEMPLATE) return [];
  return Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(`${TEMPLATE}:`))
    .map((key) => `${key} is of the template; write ${project}:${key.slice(TEMPLATE.length + 1)}, or remove it.`);
}

function shown(given: string, { secret = false }: SettingType<unknown>): string {
  if (secret) return "not shown";
  return given === "" ? "empty" : given;
}
