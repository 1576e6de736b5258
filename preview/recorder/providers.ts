import type { Urn } from "../../model/plan";
import type { Deployment, Entry } from "./deployment";
import { defaultProviderUrn, packageOf, providerUrn, urnType } from "./urn";

/** Which provider manages a resource: its own, its component's, or the one the engine starts by itself. */
export class Providers {
  readonly #packages = new Map<string, string>();

  constructor(private readonly deployment: Deployment) {}

  /** Keeps a parameterised package; the answer is its reference. */
  registerPackage(name: string): string {
    const reference = `package-${name}`;
    this.#packages.set(reference, name);
    return reference;
  }

  /** The reference that applies: the given one, else one by package from the list, else from the parent component. */
  resolve(given: string, byPackage: Entry["providers"], parent: Entry | undefined, packageName: string): string {
    return given || byPackage[packageName] || parent?.providers[packageName] || "";
  }

  /** URN of the provider behind a reference; without one, of the package's default provider. */
  urnOf(reference: string, type: string, packageRef: string, subject: string): Urn {
    const { deployment } = this;
    if (reference === "") {
      const { stack, project } = deployment.settings;
      return defaultProviderUrn(stack, project, this.#packageName(type, packageRef, subject));
    }
    const urn = providerUrn(reference);
    if (!deployment.entries.has(urn) && !urn.endsWith("::default")) {
      deployment.refuse(`The provider ${urn} of ${subject} was never registered.`);
    }
    return urn;
  }

  /** What a child without a provider of its own takes from its parent: a custom parent's, where the package is the same. */
  inherited(parent: Entry | undefined, type: string): string {
    if (parent === undefined || parent.provider === "") return "";
    return urnType(providerUrn(parent.provider)).endsWith(`:${packageOf(type)}`) ? parent.provider : "";
  }

  #packageName(type: string, packageRef: string, subject: string): string {
    if (packageRef === "") return packageOf(type);
    return this.#packages.get(packageRef) ?? this.deployment.refuse(`The package of ${subject} was never registered.`);
  }
}
