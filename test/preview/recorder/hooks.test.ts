import { failureOf, record, resourceOf } from "./program";

const texts = (recording: Awaited<ReturnType<typeof record>>) =>
  recording.messages.filter(({ severity }) => severity === "info").map(({ text }) => text);

describe("resource hooks", () => {
  it("runs those before and after a create that ask for a preview, and no others", async () => {
    const recording = await record(`
      const hook = (name: string, onDryRun: boolean) =>
        new pulumi.ResourceHook(name, (args) => pulumi.log.info(name + " " + args.name), { onDryRun });
      new aws.sns.Topic("topic", {}, {
        hooks: {
          beforeCreate: [hook("before", true), hook("only when deployed", false)],
          afterCreate: [hook("after", true)],
          beforeDelete: [hook("delete", true)],
        },
      });
    `);
    expect(texts(recording)).toEqual(["before topic", "after topic"]);
    expect(resourceOf(recording, "topic").options.resourceHooks).toEqual({
      BeforeCreate: ["before", "only when deployed"],
      AfterCreate: ["after"],
      BeforeDelete: ["delete"],
    });
  });

  it("fails the program where a hook throws", async () => {
    const { message } = await failureOf(`
      const hook = new pulumi.ResourceHook("check", () => { throw new Error("not allowed here"); }, { onDryRun: true });
      new aws.sns.Topic("topic", {}, { hooks: { beforeCreate: [hook] } });
    `);
    expect(message).toMatch(
      /before-create hook "check" of urn:pulumi:dev::sample::aws:sns\/topic:Topic::topic failed: .*not allowed here/,
    );
  });
});
