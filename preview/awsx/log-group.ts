import { flag, isUnknown, type PropertyMap, text, UNKNOWN } from "../../model/value";
import { type ConstructContext, type Registered, Tracked } from "../remote/construct";
import { apply, defined, isGiven, type Optional, output, properties } from "./output";

/** A log group that a component makes by itself, or one that it was given. */
export interface LogGroup {
  readonly group?: Registered;
  /** `arn`, `name` and `region` of the group. */
  readonly id?: Tracked;
}

/** Makes a log group unless `argument` skips it or names one that exists. */
export function defaultLogGroup(
  context: ConstructContext,
  argument: Optional,
  name: string,
  parent?: Registered,
): Promise<LogGroup> {
  const skip = flag(output(properties(argument)?.skip).value);
  return skip ? Promise.resolve({}) : logGroup(context, argument, name, parent);
}

/** Makes a log group only where `argument` enables it. */
export function optionalLogGroup(context: ConstructContext, argument: Optional, name: string): Promise<LogGroup> {
  const enable = flag(output(properties(argument)?.enable).value);
  return enable ? logGroup(context, argument, name) : Promise.resolve({});
}

async function logGroup(
  context: ConstructContext,
  argument: Optional,
  name: string,
  parent?: Registered,
): Promise<LogGroup> {
  const { existing, args } = properties(argument) ?? {};
  if (isGiven(existing) && isGiven(args)) {
    throw new Error(
      "A log group's existing and args exclude each other: name an existing group or describe a new one.",
    );
  }
  if (isGiven(existing)) return { id: await existingGroup(context, properties(existing) ?? {}) };
  const group = await context.register(
    "aws:cloudwatch/logGroup:LogGroup",
    name,
    defined({ ...properties(args) }),
    parent ? { parent } : {},
  );
  return { group, id: await groupId(context, group.output("name"), await region(context)) };
}

async function existingGroup(
  context: ConstructContext,
  { arn, name, region: named }: { readonly [property: string]: Optional },
): Promise<Tracked> {
  if (isGiven(arn)) return apply(arn, (value) => idOfArn(text(value) ?? ""));
  if (!isGiven(name)) throw new Error("logGroup.existing must name the group by its arn or its name.");
  return groupId(context, name, isGiven(named) ? output(named) : await region(context));
}

async function groupId({ invoke }: ConstructContext, name: Optional, groupRegion: Tracked): Promise<Tracked> {
  const { accountId } = await invoke("aws:index/getCallerIdentity:getCallerIdentity", {});
  const parts = [name ?? UNKNOWN, groupRegion, accountId ?? UNKNOWN];
  return apply(parts, (values) => {
    const [named, where, account] = Array.isArray(values) ? values.map((value) => text(value) ?? "") : [];
    return idOfArn(`arn:aws:logs:${where}:${account}:log-group:${named}`);
  });
}

function idOfArn(arn: string): PropertyMap {
  const [, , service, where, , kind, name] = arn.split(":");
  if (service !== "logs" || kind !== "log-group" || where === undefined || name === undefined) {
    throw new Error(
      `logGroup.existing.arn must be like arn:aws:logs:<region>:<account>:log-group:<name>, got "${arn}".`,
    );
  }
  return { arn, name, region: where };
}

async function region({ invoke }: ConstructContext): Promise<Tracked> {
  const answer = await invoke("aws:index/getRegion:getRegion", {});
  const name = [answer.name, answer.region].find((value) => value !== undefined && !isUnknown(value));
  return new Tracked(name ?? UNKNOWN, []);
}
