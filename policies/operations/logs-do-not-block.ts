import type { PlannedResource } from "../../model/plan";
import { list, parsedJson, record, text } from "../../model/value";
import { type Faults, faultsOf } from "../each-resource";
import { rule } from "../rule";

/** A container that waits for its log to be taken stops answering when nobody takes it: an outage of logs becomes one of users. */
export const logsDoNotBlock = rule({
  name: "logs-do-not-block",
  displayName: "Logs do not block",
  description: "A container must not wait until its log driver has handed its lines on.",
  severity: "medium",
  kind: "reachability",
  tags: ["operations"],
  remediationSteps:
    'Leave `mode` out of the log configuration\'s `options`, or set it to `"non-blocking"` with a `max-buffer-size`.',
  url: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",
  about: ["ecs/TaskDefinition", "ecs/AccountSettingDefault"],
  judge: (subject) => [
    ...faultsOf(subject, ["ecs/TaskDefinition"], containerFaults),
    ...faultsOf(subject, ["ecs/AccountSettingDefault"], ({ inputs }) => [
      text(inputs.name) === "defaultLogDriverMode" &&
        text(inputs.value) === "blocking" &&
        "makes each container of the account that says nothing wait for its log driver",
    ]),
  ],
});

/** Since June 2025 ECS takes non-blocking where nothing is said (Amazon ECS API Reference, LogConfiguration, November 2026). */
function containerFaults({ inputs }: PlannedResource): Faults {
  return list(parsedJson(inputs.containerDefinitions))
    .map(record)
    .map(({ name, logConfiguration }) => {
      const { mode } = record(record(logConfiguration).options);
      return (
        text(mode) === "blocking" &&
        `has the container \`${text(name)}\` wait for its log driver (\`mode: "blocking"\`)`
      );
    });
}
