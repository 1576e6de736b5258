import { versionRefusal } from "../../../preview/project";
import { failureOf, record } from "../recorder/program";

describe("the version of the CLI that a program asks for", () => {
  it.each([">=3.0.0", ">=3.0.0 <4.0.0", "<3.0.0 || >3.100.0", "!3.7.7", "3.x", ">= 3.1.0", "3.255.x", "<=3.255.0", ""])(
    "%s is met",
    (range) => expect(versionRefusal(range)).toBeUndefined(),
  );

  it.each([">3.255.0", "<3.0.0", "!3.255.0", "2.x", ">=3.0.0 <3.200.0", "=3.254.0", ">3.x", ">=4.0.0 || <3.1.0"])(
    "%s is not met",
    (range) =>
      expect(versionRefusal(range)).toBe(`Pulumi CLI version 3.255.0 does not satisfy the version range "${range}"`),
  );

  it.each(["latest", "~3.0.0", ">=3", "^3.0.0"])("%s is no range", (range) => {
    expect(versionRefusal(range)).toContain(`Parsing CLI version range "${range}"`);
  });

  it("fails a program that asks for another, unless it goes on without", async () => {
    const { message } = await failureOf('export = async () => { await pulumi.requirePulumiVersion(">=4.0.0"); };');
    expect(message).toContain('Pulumi CLI version 3.255.0 does not satisfy the version range ">=4.0.0"');
    await record('export = async () => { await pulumi.requirePulumiVersion(">=4.0.0").catch(() => undefined); };');
    await record('export = async () => { await pulumi.requirePulumiVersion(">=3.0.0"); };');
  });
});
