import { type PropertyMap, Secret } from "../../model/value";
import type { TrackedMap } from "../remote/construct";
import type { Deployment } from "./deployment";

/** Runs another stack of the same project; undefined where there is none, or where it is running already. */
export type PreviewStack = (stack: string) => Promise<PropertyMap | undefined>;

/** Outputs of other stacks: of the same project previewed beside this one, otherwise unknown. */
export class StackOutputs {
  readonly #known = new Map<string, Promise<PropertyMap | undefined>>();

  constructor(
    private readonly deployment: Deployment,
    private readonly preview: PreviewStack,
  ) {}

  /** The properties of a stack reference; those that nobody can know here are absent. */
  async read(name: string): Promise<TrackedMap> {
    const outputs = await this.#outputs(name);
    if (outputs === undefined) {
      this.deployment.assume("pulumi:pulumi:StackReference", null, `The outputs of stack ${name} are unknown here.`);
      return { name };
    }
    return { name, outputs, secretOutputNames: secretNames(outputs) };
  }

  #outputs(name: string): Promise<PropertyMap | undefined> {
    const stack = this.#sameProject(name);
    if (stack === undefined) return Promise.resolve(undefined);
    const known = this.#known.get(stack) ?? this.preview(stack);
    this.#known.set(stack, known);
    return known;
  }

  /** `stack`, `project/stack` or `organization/project/stack`, where it is a stack of this project. */
  #sameProject(name: string): string | undefined {
    const { project, organization } = this.deployment.settings;
    const [stack, ofProject = project, ofOrganization = organization] = name.split("/").reverse();
    return ofProject === project && ofOrganization === organization ? stack : undefined;
  }
}

function secretNames(outputs: PropertyMap): readonly string[] {
  return Object.keys(outputs)
    .filter((name) => holdsSecret(outputs[name]))
    .sort();
}

function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsSecret);
}
