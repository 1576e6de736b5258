import { messages } from "./messages";

describe("recovery-targets", () => {
  it("holds what the model expects against the target of its kind", async () => {
    expect(await messages("recovery-targets", { "database-primary": 120 })).toEqual([]);
    const late = await messages("recovery-targets", { "database-primary": 60 });
    expect(late).toEqual([expect.stringContaining("is back in 120 s; it must be in 60 s")]);
  });

  it("may be set for one flow, and for what is lost", async () => {
    expect(await messages("recovery-targets", { flows: { async: { "database-primary": 60 } } })).toHaveLength(1);
    expect(await messages("recovery-targets", { flows: { static: { "database-primary": 1 } } })).toEqual([]);
    expect(await messages("recovery-targets", { dataLossSeconds: { region: 0 } })).not.toEqual([]);
  });
});
