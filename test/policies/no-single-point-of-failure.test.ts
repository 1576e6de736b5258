import { messages } from "./messages";

describe("no-single-point-of-failure", () => {
  it("asks for the loss of a region where that is set, or the environment is critical", async () => {
    expect(await messages("no-single-point-of-failure", {})).toEqual([]);
    for (const settings of [{ survive: ["member", "zone", "region"] }, { critical: true }]) {
      expect(await messages("no-single-point-of-failure", settings)).toEqual([
        expect.stringContaining("Lose region us-east-1"),
      ]);
    }
  });

  it("names the way from the client, what is left, and the fix in the resource's arguments", async () => {
    const [message] = await messages("no-single-point-of-failure", {}, { database: { multiAz: false } });
    expect(message).toMatch(/^violation: Lose db: client → .*front → .*web → db/);
    expect(message).toContain("Fix: `multiAz: true`");
  });
});
