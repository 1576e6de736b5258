import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { functionFaults, parameterFaults, taskFaults, userDataFault } from "./faults/no-secrets-in-plain-text";
import { KEPT, keptFaults, passwordFaults, WITH_PASSWORDS, writtenIn } from "./faults/written-passwords";

interface Values {
  readonly passwordsByDataSource: boolean;
}

/**
 * Environment variables and user data are shown to whoever may read the configuration, and end up in logs; what is written
 * in the program is known to all who ever see its repository.
 */
export const noSecretsInPlainText = rule<Values>({
  name: "no-secrets-in-plain-text",
  displayName: "No secrets in plain text",
  description:
    "A password, token or key must not stand in the program, environment variables, user data or plain parameters.",
  severity: "critical",
  kind: "security",
  tags: ["security"],
  remediationSteps:
    "Keep the value in Secrets Manager or as an SSM `SecureString`; refer to it by `secrets` with `valueFrom` in a container, " +
    "and by its ARN in a function, which reads it at its start. Let RDS make a database's password (`manageMasterUserPassword`), " +
    "or take it from `random.RandomPassword`, or from the configuration by `requireSecret`.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
  about: [
    "lambda/Function",
    "ecs/TaskDefinition",
    "ec2/Instance",
    "ec2/LaunchTemplate",
    "ec2/LaunchConfiguration",
    ...KEPT,
    ...WITH_PASSWORDS,
  ],
  settings: {
    properties: {
      passwordsByDataSource: {
        type: "boolean",
        description:
          "Whether data sources (`getSecretVersion`, `getParameter`) may give the program passwords. A plan does not tell " +
          "their answers from what is written in the program, so that only what a person made up counts as written. Where " +
          "they do not, each password that comes from no resource, configuration or environment variable does.",
      },
    },
    defaults: { passwordsByDataSource: true },
  },
  judge: (subject, { passwordsByDataSource }) => [
    ...faultsOf(subject, ["lambda/Function"], (each) => functionFaults(subject.index, each)),
    ...faultsOf(subject, ["ecs/TaskDefinition"], (each) => taskFaults(subject.index, each)),
    ...faultsOf(subject, ["ec2/Instance", "ec2/LaunchTemplate", "ec2/LaunchConfiguration"], ({ inputs }) => [
      userDataFault(inputs),
    ]),
    ...faultsOf(subject, ["ssm/Parameter"], parameterFaults),
    ...faultsOf(subject, KEPT, (each) => keptFaults(each, writtenIn(passwordsByDataSource))),
    ...WITH_PASSWORDS.flatMap((type) =>
      faultsOf(subject, [type], (each) => passwordFaults(type, each, writtenIn(passwordsByDataSource))),
    ),
  ],
});
