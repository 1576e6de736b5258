import { record, text, UNKNOWN } from "../../../model/value";
import {
  type Construct,
  type ConstructContext,
  type Registered,
  reference,
  type Tracked,
  type TrackedMap,
} from "../../remote/construct";
import { aliasOfType } from "../aliases";
import { apply, applyAsync, ask, defined, isGiven, type Optional, output } from "../output";
import { referenced } from "../references";

const TARGETS = ["instance", "instanceId", "lambda", "lambdaArn"];

/** `awsx:lb:TargetGroupAttachment`: an instance or a function behind a target group. */
export const targetGroupAttachment: Construct = async (context) => {
  requireExactlyOne(context.inputs, ["targetGroup", "targetGroupArn"]);
  requireExactlyOne(context.inputs, TARGETS);
  const { arn, type } = await targetGroup(context);
  const permission = await permit(context, arn);
  const attachment = await context.register(
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    context.name,
    defined({ ...(await target(context, type)), targetGroupArn: arn }),
    {
      dependsOn: permission ? [permission] : [],
      options: {
        aliases: [
          aliasOfType(
            context.urn,
            "aws:elasticloadbalancingv2/targetGroupAttachment:TargetGroupAttachment",
            context.name,
          ),
        ],
      },
    },
  );
  return defined({
    targetGroupAttachment: reference(attachment),
    lambdaPermission: permission && reference(permission),
  });
};

function requireExactlyOne(inputs: TrackedMap, names: readonly string[]): void {
  const given = names.filter((name) => isGiven(inputs[name]));
  if (given.length !== 1) {
    throw new Error(`Exactly one of ${names.join(", ")} must be given, got ${given.join(" and ") || "none"}.`);
  }
}

async function targetGroup(context: ConstructContext): Promise<{ readonly arn: Tracked; readonly type: Tracked }> {
  const { targetGroup: group, targetGroupArn } = context.inputs;
  if (isGiven(group)) return { arn: propertyOf(context, group, "arn"), type: propertyOf(context, group, "targetType") };
  const type = await applyAsync(targetGroupArn, async (arn) => {
    const found = await context.invoke("aws:lb/getTargetGroup:getTargetGroup", { arn });
    return found.targetType ?? UNKNOWN;
  });
  return { arn: output(targetGroupArn), type };
}

/** The instance or function that requests go to. */
async function target(context: ConstructContext, type: Tracked): Promise<{ readonly [property: string]: Optional }> {
  const { instance, instanceId, lambda, lambdaArn } = context.inputs;
  if (isGiven(lambda)) return { targetId: propertyOf(context, lambda, "arn") };
  if (isGiven(lambdaArn)) return { targetId: lambdaArn };
  const found = isGiven(instance)
    ? undefined
    : await ask(instanceId, (id) => context.invoke("aws:ec2/getInstance:getInstance", { instanceId: id }));
  const property = (name: string) =>
    found ? apply(found, (value) => record(value)[name] ?? UNKNOWN) : propertyOf(context, instance, name);
  return {
    // A group of instances knows them by id, every other kind by address.
    targetId: apply(type, (value) => property(text(value) === "instance" ? "id" : "privateIp")),
    availabilityZone: property("availabilityZone"),
  };
}

/** Lets the load balancer call a function. */
async function permit(context: ConstructContext, sourceArn: Tracked): Promise<Registered | undefined> {
  const { lambda, lambdaArn } = context.inputs;
  if (!isGiven(lambda) && !isGiven(lambdaArn)) return undefined;
  return context.register("aws:lambda/permission:Permission", context.name, {
    action: "lambda:InvokeFunction",
    function: isGiven(lambda) ? propertyOf(context, lambda, "id") : (lambdaArn ?? UNKNOWN),
    principal: "elasticloadbalancing.amazonaws.com",
    sourceArn,
  });
}

function propertyOf(context: ConstructContext, input: Optional, property: string): Tracked {
  return apply(input, (value) => referenced(context, value)?.output(property) ?? UNKNOWN);
}
