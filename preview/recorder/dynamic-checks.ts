import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { type PropertyMap, Secret, UNKNOWN, Unknown, type Value } from "../../model/value";
import type { Deployment } from "./deployment";
import type { DynamicProcess } from "./dynamic-process";
import { presentable, withoutReferences } from "./presentable";
import type { Goal } from "./reached-goal";
import { makeUrn } from "./urn";
import { plainMap, readStruct, secret, writeStruct } from "./wire";

const DYNAMIC = /^pulumi-nodejs:dynamic[/:]/;
const CODE = "__provider";

/**
 * Lets the providers that a program brings along check their resources. An engine does so at preview too: what a check
 * answers are the resource's inputs, and what it refuses fails the preview.
 */
export class DynamicChecks {
  constructor(
    private readonly deployment: Deployment,
    private readonly process: DynamicProcess,
  ) {}

  /** The goal with the inputs that the resource's provider gives it, where it is one that a program brings along. */
  async checked(goal: Goal): Promise<Goal> {
    const { registration, options } = goal;
    if (!DYNAMIC.test(registration.type) || !registration.custom || options.import !== "") return goal;
    const given = presentable(withoutReferences(goal.inputs), this.deployment.settings.sealed);
    const answered = mayCheck(given[CODE]) ? await this.#check(goal, given) : insideOut(given);
    return { ...goal, inputs: retainSecrets(answered, given) };
  }

  async #check({ registration }: Goal, given: PropertyMap): Promise<PropertyMap> {
    const { type, name, parent } = registration;
    const { stack, project, read } = this.deployment.settings;
    const urn = makeUrn(stack, project, parent, type, name);
    const news = insideOut(given);
    const request = new CheckRequest().setUrn(urn).setName(name).setType(type);
    request.setOlds(writeStruct({})).setNews(writeStruct(news));
    try {
      const response = await this.process.check(request);
      const [failure] = response.getFailuresList();
      if (failure === undefined) return plainMap(readStruct(response.getInputs(), read));
      return this.#refused(`${type} resource '${name}'`, failure.getProperty(), failure.getReason(), given);
    } catch (error) {
      if (this.deployment.refusal !== undefined) throw error;
      const { message } = error as Error;
      if (!/Cannot find (module|package)/.test(message)) {
        this.deployment.refuse(`${type} resource '${name}' has a problem: ${message}`);
      }
      this.deployment.assume(type, urn, `Its provider's check could not be run: ${message.split("\n")[0]}.`);
      return news;
    }
  }

  #refused(subject: string, property: string, reason: string, given: PropertyMap): never {
    if (property === "") return this.deployment.refuse(`${subject} has a problem: ${reason}`);
    const value = shown(given[property] ?? null);
    return this.deployment.refuse(`${subject}: property ${property} value ${value} has a problem: ${reason}`);
  }
}

/** Whether the provider's code may have a check at all: most have none, and need no process. */
function mayCheck(code: Value | undefined): boolean {
  const text = code instanceof Secret ? code.reveal() : code;
  return typeof text === "string" && text.includes("check");
}

/** The values as such a provider sees them: it does not know of secrets. */
function insideOut(map: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([property, value]) => [property, bare(value)]));
}

function bare(value: Value): Value {
  if (value instanceof Secret) return bare(value.reveal());
  if (value === null || typeof value !== "object" || value instanceof Unknown) return value;
  return Array.isArray(value) ? value.map(bare) : insideOut(value as PropertyMap);
}

/** What was secret, or held something secret in a list, is secret as a whole where it is still of that name. */
function retainSecrets(answered: PropertyMap, given: PropertyMap): PropertyMap {
  const retained = Object.entries(answered).map(([property, value]) => {
    const before = given[property] ?? null;
    if (isMap(value) && isMap(before)) return [property, retainSecrets(value, before)] as const;
    return [property, holdsSecret(before) && !(value instanceof Secret) ? secret(value) : value] as const;
  });
  return Object.fromEntries(retained);
}

function isMap(value: Value): value is PropertyMap {
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  return isObject && !(value instanceof Secret) && !(value instanceof Unknown);
}

function holdsSecret(value: Value): boolean {
  if (value instanceof Secret) return true;
  if (value === null || typeof value !== "object" || value === UNKNOWN) return false;
  return Object.values(value).some((inner: Value) => holdsSecret(inner));
}

function shown(value: Value): string {
  if (value instanceof Unknown) return "which is unknown";
  return holdsSecret(value) ? "[secret]" : `{${typeof value === "string" ? value : JSON.stringify(value)}}`;
}
