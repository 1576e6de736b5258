import type { Urn } from "../../model/plan";
import { type PropertyMap, Secret, Unknown, type Value } from "../../model/value";
import type { Deployment, Entry } from "./deployment";
import { defaultProviderUrn, packageOf, providerUrn, urnType } from "./urn";

/** A package that is made of another plugin with parameters, as a program registers it. */
export interface PackageParameters {
  readonly name: string;
  readonly plugin: string;
  readonly pluginVersion: string;
  readonly downloadUrl: string;
  /** The parameters in base 64; undefined for a plugin that takes none. */
  readonly value: string | undefined;
}

/** What needs a provider. */
export interface ProviderNeed {
  /** Type of the resource, or token of the function. */
  readonly type: string;
  readonly packageRef: string;
  /** How a sentence names it. */
  readonly subject: string;
  /** How an engine names it where the package's default provider is disabled. */
  readonly denied: string;
}

/** Which provider manages a resource: its own, its component's, or the one the engine starts by itself. */
export class Providers {
  readonly #packages = new Map<string, PackageParameters>();

  constructor(private readonly deployment: Deployment) {}

  /** Keeps a parameterised package; the answer is its reference. */
  registerPackage(parameters: PackageParameters): string {
    const { name, plugin, pluginVersion } = parameters;
    const reference = `package-${name}-${plugin}-${pluginVersion}`;
    this.#packages.set(reference, parameters);
    return reference;
  }

  parametersOf(packageRef: string): PackageParameters | undefined {
    return this.#packages.get(packageRef);
  }

  /** Whether all that the provider is configured with is known: otherwise an engine does not ask it anything. */
  isConfigured(provider: Urn): boolean {
    const entry = this.deployment.entries.get(provider);
    return entry === undefined || !holdsUnknown(entry.planned.inputs);
  }

  /** The reference that applies: the given one, else one by package from the list, else from the parent component. */
  resolve(given: string, byPackage: Entry["providers"], parent: Entry | undefined, packageName: string): string {
    return given || byPackage[packageName] || parent?.providers[packageName] || "";
  }

  /** URN of the provider behind a reference; without one, of the package's default provider. */
  urnOf(reference: string, need: ProviderNeed): Urn {
    const { deployment } = this;
    if (reference === "") return this.#defaultProvider(need);
    const urn = providerUrn(reference);
    if (!deployment.entries.has(urn) && !urn.endsWith("::default")) {
      deployment.refuse(`Unknown provider '${urn}' for ${need.subject}: it was never registered.`);
    }
    return urn;
  }

  /** What a child without a provider of its own takes from its parent: a custom parent's, where the package is the same. */
  inherited(parent: Entry | undefined, type: string): string {
    if (parent === undefined || parent.provider === "") return "";
    return urnType(providerUrn(parent.provider)).endsWith(`:${packageOf(type)}`) ? parent.provider : "";
  }

  #defaultProvider({ type, packageRef, subject, denied }: ProviderNeed): Urn {
    const { stack, project, config } = this.deployment.settings;
    const packageName = this.#packageName(type, packageRef, subject);
    if (this.#isDisabled(packageName, config["pulumi:disable-default-providers"] ?? "")) {
      this.deployment.refuse(
        `Default provider for '${packageName}' disabled. '${denied}' must use an explicit provider.`,
      );
    }
    return defaultProviderUrn(stack, project, packageName);
  }

  /** Whether the configuration names the package among those without a default provider, or all of them (`*`). */
  #isDisabled(packageName: string, configured: string): boolean {
    if (packageName === "pulumi" || configured === "") return false;
    const key = "pulumi:disable-default-providers";
    const names =
      parsedList(configured) ?? this.deployment.refuse(`Failed to parse ${configured}: ${key} must be a list.`);
    const barred = names.map((name, at) =>
      typeof name === "string" ? name.trim() : this.deployment.refuse(`${key}[${at}] must be a string.`),
    );
    return barred.includes("*") || barred.includes(packageName);
  }

  #packageName(type: string, packageRef: string, subject: string): string {
    if (packageRef === "") return packageOf(type);
    return (
      this.#packages.get(packageRef)?.name ?? this.deployment.refuse(`The package of ${subject} was never registered.`)
    );
  }
}

function parsedList(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Whether anything inside is unknown. A secret never is: where its value is missing here, a deployment knows it. */
function holdsUnknown(value: Value): boolean {
  if (value instanceof Unknown) return true;
  if (value === null || typeof value !== "object" || value instanceof Secret) return false;
  return Object.values(value as PropertyMap).some(holdsUnknown);
}
