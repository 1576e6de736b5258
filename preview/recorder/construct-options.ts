import type { Deployment } from "./deployment";
import { type GoalOptions, NO_OPTIONS, type Timeouts } from "./goal";
import type { Goal } from "./reached-goal";
import type { Registration } from "./registration";

/**
 * A remote component as its provider registers it: without inputs, with the options that reach a provider written in Node
 * and that it hands on. AWSX 3.9 carries @pulumi/pulumi 3.200, which forgets some on the way (provider/server.ts,
 * `construct`): what it forgets, an engine never sees.
 */
export function asItsProviderRegistersIt(goal: Goal, deployment: Deployment): Registration {
  const { registration, options, dependencies } = goal;
  const { additionalSecretOutputs, deleteBeforeReplace, hideDiffs, provider, replaceWith, replacementTrigger } =
    NO_OPTIONS;
  requireReadable(goal, deployment);
  const forgotten = {
    additionalSecretOutputs,
    deleteBeforeReplace,
    hideDiffs,
    provider,
    replaceWith,
    replacementTrigger,
  };
  const customTimeouts = handedOn(options.customTimeouts);
  return {
    ...registration,
    remote: false,
    inputs: {},
    propertyDependencies: {},
    options: { ...options, ...forgotten, customTimeouts, dependsOn: dependencies },
  };
}

/** The provider's SDK takes the URN for one with an id behind it, cuts its end off, and an engine refuses the rest. */
function requireReadable({ registration, options }: Goal, deployment: Deployment): void {
  if (options.deletedWith === "") return;
  const { type, name } = registration;
  deployment.refuse(
    `The component ${type} "${name}" cannot have deletedWith, its own or its parent's: its provider passes the engine a cut URN ("invalid DeletedWith URN").`,
  );
}

/** Timeouts of creation and update: that of deletion has another name in the provider's message. */
function handedOn(timeouts: Timeouts | undefined): GoalOptions["customTimeouts"] {
  return timeouts && { ...timeouts, delete: "", read: "" };
}
