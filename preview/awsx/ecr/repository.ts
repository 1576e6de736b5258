import { flag } from "../../../model/value";
import { type Construct, reference } from "../../remote/construct";
import { defined, omit, output, properties } from "../output";
import { lifecyclePolicy } from "./lifecycle-policy";

/** `awsx:ecr:Repository`: a repository and what it forgets. */
export const repository: Construct = async ({ name, inputs: args, register }) => {
  const lowerCase = name.toLowerCase();
  const made = await register("aws:ecr/repository:Repository", lowerCase, omit(args, ["lifecyclePolicy"]));
  const wanted = properties(args.lifecyclePolicy);
  const policy = flag(output(wanted?.skip).value)
    ? undefined
    : await register(
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        lowerCase,
        defined({ repository: made.output("name"), policy: lifecyclePolicy(wanted?.rules), region: args.region }),
      );
  return defined({
    repository: reference(made),
    url: made.output("repositoryUrl"),
    lifecyclePolicy: policy && reference(policy),
  });
};
