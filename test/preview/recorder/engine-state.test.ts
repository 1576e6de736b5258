import type { Recording } from "../../../preview/recorder";
import { planAsJson } from "../../../preview/report/json";
import { Located } from "../../../preview/sources/located";
import { readPlanFile } from "../../../preview/sources/plan-file";
import { failureOf, record, resourceOf } from "./program";

interface ReportedPlan {
  readonly resources: readonly {
    readonly name: string;
    readonly options: Record<string, unknown>;
    readonly requested: Record<string, unknown>;
    readonly inputs: Record<string, unknown>;
  }[];
}

const reported = (recording: Recording, name: string) => {
  const found = (planAsJson(recording.plan) as unknown as ReportedPlan).resources.find((each) => each.name === name);
  if (found === undefined) throw new Error(`nothing is named ${name}`);
  return found;
};

describe("options as an engine's state names them", () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await record(`
      const log = new aws.cloudwatch.LogGroup("log");
      new aws.sqs.Queue("adopted", {}, { import: "https://sqs/adopted" });
      new aws.sns.Topic("topic", {}, {
        hideDiffs: ["tags['x']", 'tags["a.b"]', "tags.c", "policies[0].id", "policies[*]"].slice(1),
        replacementTrigger: { of: pulumi.secret("hush"), count: [1] },
        aliases: [{ name: "old" }], deleteBeforeReplace: true,
        ignoreChanges: ['tags["c"]'], customTimeouts: { update: "1m30s" },
      });
      new aws.sns.Topic("triggered", {}, { replacementTrigger: log.arn });
      new aws.sns.Topic("numbers", { tags: { limit: Infinity as unknown as string } });
    `);
  });

  it("keeps an import's id, hidden differences and the trigger of replacements", () => {
    expect(reported(recording, "adopted").options).toEqual({ importID: "https://sqs/adopted" });
    expect(reported(recording, "topic").options).toEqual({
      hideDiff: ['tags["a.b"]', "tags.c", "policies[0].id", 'policies["*"]'],
      replacementTrigger: { of: "[secret]", count: [1] },
      ignoreChanges: ['tags["c"]'],
      customTimeouts: { update: 90 },
    });
    expect(reported(recording, "triggered").options).toEqual({ replacementTrigger: "<unknown>" });
  });

  it("keeps numbers that JSON does not have", () => {
    expect(reported(recording, "numbers").inputs.tags).toEqual({
      limit: {
        "4dabf18193072939515e22adb298388d": "8ad145fe-0d11-4827-bfd7-1abcbf086f5c",
        value: "7ff0000000000000",
      },
    });
  });

  it("sets apart what no state holds", () => {
    expect(reported(recording, "topic").requested).toEqual({
      aliases: ["urn:pulumi:dev::sample::aws:sns/topic:Topic::old"],
      deleteBeforeReplace: true,
      version: expect.any(String),
    });
  });

  it("is read back from a report", () => {
    const report = JSON.parse(JSON.stringify({ version: 1, plan: planAsJson(recording.plan) }));
    const { plan } = readPlanFile(new Located("report.json", "", report));
    const topic = plan.resources.find(({ name }) => name === "topic")?.options;
    expect(topic).toMatchObject({
      hideDiffs: ['tags["a.b"]', "tags.c", "policies[0].id", 'policies["*"]'],
      aliases: ["urn:pulumi:dev::sample::aws:sns/topic:Topic::old"],
      deleteBeforeReplace: true,
    });
    expect(plan.resources.find(({ name }) => name === "adopted")?.options.import).toBe("https://sqs/adopted");
  });
});

it("runs no hooks of a create where a resource is adopted, and those after a component when it is complete", async () => {
  const recording = await record(`
    const hook = (name: string) => new pulumi.ResourceHook(name, (args) => {
      pulumi.log.info([name, args.name, JSON.stringify(args.newOutputs ?? null)].join(" "));
    }, { onDryRun: true });
    const hooks = { beforeCreate: [hook("before")], afterCreate: [hook("after")] };
    new aws.sqs.Queue("adopted", {}, { import: "https://sqs/adopted", hooks });
    class Shop extends pulumi.ComponentResource {
      constructor(name: string) {
        super("sample:index:Shop", name, {}, { hooks });
        new aws.sqs.Queue("inner", {}, { parent: this, hooks });
        this.registerOutputs({ open: true });
      }
    }
    new Shop("shop");
  `);
  const said = recording.messages.filter(({ severity }) => severity === "info").map(({ text }) => text);
  expect(said.filter((text) => text.includes("adopted"))).toEqual([]);
  expect(said.filter((text) => text.includes(" shop "))).toEqual(["before shop null", 'after shop {"open":true}']);
});

describe("packages whose default provider is disabled", () => {
  const disabled = (names: string) =>
    `config:\n  aws:region: eu-west-1\n  pulumi:disable-default-providers: ${names}\n`;
  const program = (code: string, names = "[aws]") => ({
    "index.ts": `import * as pulumi from "@pulumi/pulumi";\nimport * as aws from "@pulumi/aws";\n${code}\n`,
    "Pulumi.dev.yaml": disabled(names),
  });

  it.each([
    ['new aws.sqs.Queue("queue");', "urn:pulumi:dev::sample::aws:sqs/queue:Queue::queue"],
    ['aws.sqs.Queue.get("queue", "https://sqs/queue");', "aws:sqs/queue:Queue"],
    ["aws.getRegion();", "aws:index/getRegion:getRegion"],
  ])("refuses %s", async (code, named) => {
    const { message } = await failureOf(program(code));
    expect(message).toBe(`Default provider for 'aws' disabled. '${named}' must use an explicit provider.`);
  });

  it("takes an explicit provider, other packages and an empty list", async () => {
    const explicit = `const own = new aws.Provider("own", {});\nnew aws.sqs.Queue("queue", {}, { provider: own });`;
    expect(resourceOf(await record(program(explicit, '["*"]')), "queue").provider).toContain("::own");
    expect(resourceOf(await record(program('new aws.sqs.Queue("queue");', "[random]")), "queue").op).toBe("create");
    expect(resourceOf(await record(program('new aws.sqs.Queue("queue");', "[]")), "queue").op).toBe("create");
  });
});

it("runs transforms again on the component that a provider registers", async () => {
  const recording = await record(`
    import * as awsx from "@pulumi/awsx";
    let runs = 0;
    new awsx.ecr.Repository("images", { forceDelete: true }, {
      transforms: [({ props, opts }) => {
        runs += 1;
        return { props: { ...props, run: runs }, opts: { ...opts, additionalSecretOutputs: ["url"] } };
      }],
    });
  `);
  expect(resourceOf(recording, "images", "awsx:").inputs).toEqual({ run: 2 });
});
