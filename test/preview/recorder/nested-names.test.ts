import { Marker } from "../../../preview/report/marks";
import { record, resourceOf } from "./program";

const ASSUME = `assumeRolePolicy: "{}"`;

it("names the inline policies of a role as the provider does, and marks the names as automatic", async () => {
  const recording = await record(`
    const queue = new aws.sqs.Queue("queue");
    const policy = pulumi.jsonStringify({ Resource: queue.arn });
    new aws.iam.Role("task", { ${ASSUME}, inlinePolicies: [{ policy: "{}" }, { name: "own", policy: "{}" }, { policy }] });
    new aws.iam.Role("named", { ${ASSUME}, name: "mine", inlinePolicies: [{ policy: "{}" }] });
    new aws.iam.Role("none", { ${ASSUME}, inlinePolicies: queue.name.apply(() => []) });
  `);
  const marker = new Marker(recording.plan);
  const shown = (name: string): unknown => marker.map(resourceOf(recording, name).inputs).inlinePolicies;
  expect(shown("task")).toEqual([
    { name: "<auto-named>", policy: "{}" },
    { name: "own", policy: "{}" },
    { name: "<auto-named>", policy: "<unknown>" },
  ]);
  expect(resourceOf(recording, "task").autoNamed).toEqual(["name", "inlinePolicies[0].name", "inlinePolicies[2].name"]);
  expect(shown("named")).toEqual([{ name: "<auto-named>", policy: "{}" }]);
  expect(resourceOf(recording, "named").autoNamed).toEqual(["inlinePolicies[0].name"]);
  expect(resourceOf(recording, "none").autoNamed).toEqual(["name"]);
});
