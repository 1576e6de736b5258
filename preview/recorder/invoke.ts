import type { Urn } from "../../model/plan";
import { containsUnknown, type PropertyMap, text } from "../../model/value";
import { answer } from "../data-sources";
import type { TrackedMap } from "../remote/construct";
import type { Deployment, Entry } from "./deployment";
import { PARTLY_KNOWN } from "./names-on-the-wire";
import type { Providers } from "./providers";
import type { StackOutputs } from "./stack-references";
import type { InvokeGoal, InvokeTransform } from "./transforms";
import { packageOf } from "./urn";
import { plainMap } from "./wire";

/** Answers functions of providers: the engine's own, and data sources. */
export class Invoker {
  readonly transforms: InvokeTransform[] = [];

  constructor(
    private readonly deployment: Deployment,
    private readonly providers: Providers,
    private readonly stackOutputs: StackOutputs,
  ) {}

  /** The program's own call: transforms come first. */
  async invoke(token: string, goal: InvokeGoal): Promise<TrackedMap> {
    let state = goal;
    for (const transform of this.transforms) state = await transform(token, state);
    const args = plainMap(state.args);
    switch (token) {
      case "pulumi:pulumi:getResource":
        return this.#resource(text(args.urn) ?? "");
      case "pulumi:pulumi:readStackOutputs":
        return this.stackOutputs.read(text(args.name) ?? "");
      case "pulumi:pulumi:readStackResourceOutputs":
        return { name: args.stackName ?? "", outputs: {} };
      default:
        return this.#providerAnswers(token, state.provider) ? marked(this.#answer(token, args, state.provider)) : {};
    }
  }

  /** A call by a component's provider, with the provider that the component's children have. */
  call(token: string, args: PropertyMap, component: Entry): Promise<PropertyMap> {
    const reference = this.providers.resolve("", {}, component, packageOf(token));
    return Promise.resolve(this.#answer(token, args, reference));
  }

  /** An engine asks nothing of a provider whose configuration is not known yet: the answer is empty then. */
  #providerAnswers(token: string, reference: string): boolean {
    const provider = this.#provider(token, reference);
    if (this.providers.isConfigured(provider)) return true;
    this.deployment.assume(
      token,
      null,
      `The answer is empty, as in any preview: the configuration of ${provider} is not known before a deployment.`,
    );
    return false;
  }

  #provider(token: string, reference: string): Urn {
    const need = { type: token, packageRef: "", subject: `the call of ${token}`, denied: token };
    return this.providers.urnOf(reference, need);
  }

  #answer(token: string, args: PropertyMap, reference: string): PropertyMap {
    const { deployment } = this;
    const provider = this.#provider(token, reference);
    const configuration = this.#configuration(provider, packageOf(token));
    return answer(token, args, {
      configuration,
      environment: process.env,
      assume: (note) => deployment.assume(token, null, note),
    });
  }

  /** What the provider was configured with: its own inputs, or for a default provider the stack's configuration. */
  #configuration(provider: Urn, packageName: string): PropertyMap {
    const explicit = this.deployment.entries.get(provider);
    if (explicit !== undefined) return explicit.planned.inputs;
    return defaultConfiguration(this.deployment.settings.config, packageName);
  }

  #resource(urn: Urn): TrackedMap {
    const entry = this.deployment.entries.get(urn);
    if (entry === undefined) return this.deployment.refuse(`The resource ${urn} was never registered.`);
    return { urn, id: entry.planned.id ?? "", provider: entry.provider, state: entry.outputs };
  }
}

function marked(answer: PropertyMap): PropertyMap {
  return containsUnknown(answer) ? { ...answer, [PARTLY_KNOWN]: true } : answer;
}

/** The part of the stack's configuration that is for one provider. */
export function defaultConfiguration(config: { readonly [key: string]: string }, packageName: string): PropertyMap {
  const prefix = `${packageName}:`;
  const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}
