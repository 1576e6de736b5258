import { comparePlans } from "../../../model/change";
import { Marker } from "../../../preview/report/marks";
import { parsePlan } from "../../../preview/sources/read-plan";
import { stackExport } from "../sources/engine-files";
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

it("sees no change against a state, in which the provider noted that it made the name up", async () => {
  const { plan } = await record(`new aws.iam.Role("task", { ${ASSUME}, inlinePolicies: [{ policy: "{}" }] });`);
  const stack = "urn:pulumi:dev::sample::pulumi:pulumi:Stack::sample-dev";
  const role = {
    urn: "urn:pulumi:dev::sample::aws:iam/role:Role::task",
    custom: true,
    id: "task-0a1b2c3",
    type: "aws:iam/role:Role",
    parent: stack,
    provider: "urn:pulumi:dev::sample::pulumi:providers:aws::default::1b3c5d7e",
    inputs: {
      __defaults: ["name"],
      name: "task-0a1b2c3",
      assumeRolePolicy: "{}",
      inlinePolicies: [{ __defaults: ["name"], name: "task-0a1b2c3", policy: "{}" }],
    },
  };
  const before = (policy: string) => {
    const inlinePolicies = [{ ...role.inputs.inlinePolicies[0], policy }];
    const states = [
      { urn: stack, custom: false, type: "pulumi:pulumi:Stack" },
      { ...role, inputs: { ...role.inputs, inlinePolicies } },
    ];
    return parsePlan(stackExport(states), "state.json").plan;
  };
  const changed = (policy: string) => comparePlans(before(policy), plan).filter(({ kind }) => kind !== "same");
  expect(changed("{}")).toEqual([]);
  expect(changed('{"Version":"2012-10-17"}').flatMap(({ properties }) => properties.map(({ path }) => path))).toEqual([
    "inlinePolicies",
  ]);
});
