import { list, parsedJson, record } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { containerFaults, parameterFaults, userDataFault, variableFaults } from "./faults/no-secrets-in-plain-text";

/** Environment variables and user data are shown to whoever may read the configuration, and end up in logs. */
export const noSecretsInPlainText = rule({
  name: "no-secrets-in-plain-text",
  displayName: "No secrets in plain text",
  description: "A password, token or key must not stand in environment variables, user data or plain parameters.",
  severity: "critical",
  kind: "security",
  tags: ["security"],
  remediationSteps:
    "Keep the value in Secrets Manager or as an SSM `SecureString`; refer to it by `secrets` with `valueFrom` in a container, " +
    "and by its ARN in a function, which reads it at its start.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
  about: [
    "lambda/Function",
    "ecs/TaskDefinition",
    "ec2/Instance",
    "ec2/LaunchTemplate",
    "ec2/LaunchConfiguration",
    "ssm/Parameter",
  ],
  judge: (subject) => [
    ...faultsOf(subject, ["lambda/Function"], ({ inputs }) =>
      variableFaults(Object.entries(record(record(list(inputs.environment)[0] ?? inputs.environment).variables))),
    ),
    ...faultsOf(subject, ["ecs/TaskDefinition"], ({ inputs }) =>
      list(parsedJson(inputs.containerDefinitions)).map(record).flatMap(containerFaults),
    ),
    ...faultsOf(subject, ["ec2/Instance", "ec2/LaunchTemplate", "ec2/LaunchConfiguration"], ({ inputs }) => [
      userDataFault(inputs),
    ]),
    ...faultsOf(subject, ["ssm/Parameter"], parameterFaults),
  ],
});
