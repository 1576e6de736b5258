import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";

/** What the SDK's types leave out: the resource that is the parent of whatever has none. */
const { getStackResource, setStackResource } = state as unknown as {
  getStackResource(): pulumi.Resource | undefined;
  setStackResource(stack: pulumi.Resource | undefined): void;
};

/** Parent of the resources of one case; its type in their URNs keeps them apart from those of other cases. */
class Case extends pulumi.ComponentResource {
  constructor(title: string, expects: readonly string[]) {
    super(`case:program:${title.replace(/[^a-z0-9]+/gi, "-")}`, title, {});
    this.registerOutputs({ expects });
  }
}

/**
 * A program of its own, as anyone would write it: what has no parent has the case for one, as it would have its stack.
 * @param expects what the pack should say of it: names of resources that are single points of failure, or `rule: name`
 */
export function program(title: string, expects: readonly string[], write: () => void): void {
  const stack = getStackResource();
  setStackResource(new Case(title, expects));
  try {
    write();
  } finally {
    setStackResource(stack);
  }
}
