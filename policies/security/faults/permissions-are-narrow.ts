import type { PlannedResource } from "../../../model/plan";
import { awsType } from "../../../model/topology/aws-type";
import type { Faults } from "../../each-resource";
import { documentOf, POLICY_ARGUMENTS, type Statement, statementsIn, textsOf } from "../../policy-document";

/** Services of which every action on everything is the account itself. */
const POWERFUL = ["iam", "sts", "kms", "organizations", "s3", "secretsmanager", "ec2", "lambda", "rds", "dynamodb"];

export function policyFaults(resource: PlannedResource): Faults {
  const argument = POLICY_ARGUMENTS[awsType(resource.type) ?? ""] ?? "policy";
  return allowed(documentOf(resource.inputs[argument])).flatMap((statement) => {
    const actions = textsOf(statement.Action);
    const everything = textsOf(statement.Resource).includes("*") && statement.Condition === undefined;
    const whole = actions.find(
      (action) => everything && POWERFUL.some((service) => action.toLowerCase() === `${service}:*`),
    );
    return [
      actions.includes("*") && 'allows every action (`Action: "*"`)',
      statement.NotAction !== undefined && everything && "allows everything but a few actions (`NotAction`)",
      whole !== undefined && `allows \`${whole}\` on every resource`,
      everything &&
        actions.some((action) => action.toLowerCase() === "iam:passrole") &&
        "may hand on every role (`iam:PassRole` on `*`)",
    ];
  });
}

export function trustFaults({ inputs }: PlannedResource): Faults {
  return allowed(documentOf(inputs.assumeRolePolicy)).map(({ Principal, Condition }) => {
    if (Condition !== undefined) return undefined;
    const of = (kind: string) => textsOf((Principal as Statement | undefined)?.[kind]);
    if (Principal === "*" || of("AWS").includes("*")) return "may be taken on by everybody";
    return (
      of("Federated").some((each) => each.includes("token.actions.githubusercontent.com")) &&
      "may be taken on by every repository on GitHub: its trust policy has no condition on `sub`"
    );
  });
}

function allowed(written: string | undefined): readonly Statement[] {
  return (statementsIn(written ?? "") ?? []).filter(({ Effect }) => Effect === "Allow");
}
