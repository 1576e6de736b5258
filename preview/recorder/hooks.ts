import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { ResourceHookRequest, ResourceHookResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { Callbacks } from "./callbacks";
import type { Deployment, Entry } from "./deployment";
import type { GoalOptions } from "./goal";
import { writeStruct } from "./wire";

interface Hook {
  readonly callback: Callback;
  readonly onDryRun: boolean;
  readonly ignoreErrors: boolean;
}

/** Hooks that the program registered; a preview runs those before and after a create that ask for it. */
export class Hooks {
  readonly #hooks = new Map<string, Hook>();
  readonly #errorHooks = new Set<string>();

  constructor(
    private readonly deployment: Deployment,
    private readonly callbacks: Callbacks,
  ) {}

  register(name: string, hook: Hook): void {
    this.#checkName(name);
    this.#hooks.set(name, hook);
  }

  registerErrorHook(name: string): void {
    this.#checkName(name);
    this.#errorHooks.add(name);
  }

  async run(moment: "before" | "after", goal: GoalOptions, entry: Entry): Promise<void> {
    const names = moment === "before" ? goal.hooks?.getBeforeCreateList() : goal.hooks?.getAfterCreateList();
    for (const name of names ?? []) {
      const hook = this.#hooks.get(name) ?? this.deployment.refuse(`The hook "${name}" was never registered.`);
      if (hook.onDryRun) await this.#call(name, hook, moment, entry);
    }
  }

  async #call(name: string, hook: Hook, moment: "before" | "after", { planned, outputs }: Entry): Promise<void> {
    const request = new ResourceHookRequest()
      .setUrn(planned.urn)
      .setName(planned.name)
      .setType(planned.type)
      .setNewInputs(writeStruct(planned.inputs));
    if (moment === "after") request.setNewOutputs(writeStruct(outputs));
    const bytes = await this.callbacks.call(hook.callback, request.serializeBinary());
    const error = ResourceHookResponse.deserializeBinary(bytes).getError();
    if (error === "") return;
    const sentence = `The ${moment}-create hook "${name}" of ${planned.urn} failed: ${error}`;
    if (!hook.ignoreErrors) this.deployment.refuse(sentence);
    this.deployment.message({ severity: "warning", urn: planned.urn, text: sentence });
  }

  #checkName(name: string): void {
    if (name === "") this.deployment.refuse("A resource hook has no name.");
    if (this.#hooks.has(name) || this.#errorHooks.has(name)) {
      this.deployment.refuse(`Two resource hooks have the name "${name}".`);
    }
  }
}
