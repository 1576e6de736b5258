import type { Assumption } from "../../model/assessment";
import type { PlannedResource, ResourceOptions, Urn } from "../../model/plan";
import type { PropertyMap } from "../../model/value";
import type { NamingSettings } from "../auto-naming/settings";
import type { TrackedMap } from "../remote/construct";
import { timeoutSeconds } from "./durations";
import type { GoalOptions } from "./goal";
import { hookNames } from "./hook-names";
import { presentableValue } from "./presentable";
import type { ProgramMessage } from "./recording";
import type { Transform } from "./transforms";
import { isUrn, makeUrn } from "./urn";
import { type ReadOptions, readValue } from "./wire";

/** Something an engine refuses; the message is one sentence about the program. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** A registered resource: what goes into the plan, and what its children and later calls ask of it. */
export interface Entry {
  readonly planned: PlannedResource;
  readonly goal: GoalOptions;
  /** Reference of its provider, or empty. */
  readonly provider: string;
  /** For a component: the providers its children inherit. */
  readonly providers: { readonly [packageName: string]: string };
  readonly transforms: readonly Transform[];
  /** What its outputs are known to be; a property that is absent is unknown. */
  outputs: TrackedMap;
}

export interface DeploymentSettings {
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Configuration by full key, such as `aws:region`; secrets left out. */
  readonly config: { readonly [key: string]: string };
  /** Text that stands for a configuration secret which nobody can decrypt here: what holds it is secret and unknown. */
  readonly sealed: string;
  readonly read: ReadOptions;
  /** How automatic names are made, where the configuration says. */
  readonly naming?: NamingSettings | undefined;
  readonly onResource: (count: number) => void;
  readonly onMessage: (message: ProgramMessage) => void;
}

/** All that is known of one run of a program. */
export class Deployment {
  readonly entries = new Map<Urn, Entry>();
  readonly stackTransforms: Transform[] = [];
  readonly messages: ProgramMessage[] = [];
  /** The first thing that was refused: why the program failed. */
  refusal: Refusal | undefined;
  /** Whether the program's own code has run to its end. */
  finished = false;
  rootUrn: Urn = "";
  stackOutputs: PropertyMap = {};
  #assumed = new Map<string, Assumption>();

  constructor(readonly settings: DeploymentSettings) {}

  get assumed(): readonly Assumption[] {
    return [...this.#assumed.values()];
  }

  /** Names something that stands in for what only the cloud knows, once. */
  assume(subject: string, urn: Urn | null, note: string): void {
    this.#assumed.set(JSON.stringify([subject, urn, note]), { subject, urn, note });
  }

  message(message: ProgramMessage): void {
    this.messages.push(message);
    this.settings.onMessage(message);
  }

  /** Ends the run with one sentence. */
  refuse(sentence: string): never {
    const refusal = new Refusal(sentence);
    this.refusal ??= refusal;
    throw refusal;
  }

  /** The parent's entry; refused where nothing of that URN was registered. */
  parent(urn: Urn | "", child: string): Entry | undefined {
    if (urn === "") return undefined;
    return (
      this.entries.get(urn) ??
      this.refuse(`Could not find parent resource ${urn} of ${child}: it was never registered.`)
    );
  }

  /** A new resource's URN; refused where the program registered it already. */
  newUrn(parent: Urn | "", type: string, name: string): Urn {
    const { stack, project } = this.settings;
    const urn = makeUrn(stack, project, parent, type, name);
    if (this.entries.has(urn)) {
      this.refuse(
        `Duplicate resource URN '${urn}'; try giving it a unique name: a resource "${name}" of type ${type} stands under the same parent already.`,
      );
    }
    return urn;
  }

  add(entry: Entry): void {
    this.entries.set(entry.planned.urn, entry);
    this.settings.onResource(this.entries.size);
  }

  checkUrns(urns: readonly string[], role: string, subject: string): void {
    for (const urn of urns) if (!isUrn(urn)) this.refuse(`The ${role} "${urn}" of ${subject} is not a URN.`);
  }
}

/** The options as the plan lists them: only those that are set. */
export function plannedOptions(
  goal: GoalOptions,
  aliases: readonly Urn[],
  { read, sealed }: Pick<DeploymentSettings, "read" | "sealed">,
): ResourceOptions {
  const customTimeouts = timeoutSeconds(goal.customTimeouts);
  const trigger = goal.replacementTrigger;
  const replacementTrigger = trigger === undefined ? null : presentableValue(readValue(trigger, read), sealed);
  const resourceHooks = hookNames(goal.hooks);
  return {
    ...(goal.protect ? { protect: true } : {}),
    ...(goal.retainOnDelete ? { retainOnDelete: true } : {}),
    ...(goal.deletedWith !== "" ? { deletedWith: goal.deletedWith } : {}),
    ...listOption("ignoreChanges", goal.ignoreChanges),
    ...listOption("replaceOnChanges", goal.replaceOnChanges),
    ...listOption("replaceWith", goal.replaceWith),
    ...(replacementTrigger === null ? {} : { replacementTrigger }),
    ...(goal.deleteBeforeReplace ? { deleteBeforeReplace: true } : {}),
    ...listOption("additionalSecretOutputs", goal.additionalSecretOutputs),
    ...listOption("hideDiffs", goal.hideDiffs),
    ...listOption("aliases", aliases),
    ...(Object.keys(customTimeouts).length > 0 ? { customTimeouts } : {}),
    ...(goal.import !== "" ? { import: goal.import } : {}),
    ...(Object.keys(resourceHooks).length > 0 ? { resourceHooks } : {}),
    ...(goal.version !== "" ? { version: goal.version } : {}),
    ...(goal.pluginDownloadUrl !== "" ? { pluginDownloadUrl: goal.pluginDownloadUrl } : {}),
  };
}

function listOption<Name extends string>(
  name: Name,
  values: readonly string[],
): { [name in Name]?: readonly string[] } {
  return values.length > 0 ? ({ [name]: values } as { [name in Name]: readonly string[] }) : {};
}
