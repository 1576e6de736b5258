import * as pulumi from "@pulumi/pulumi";
import { KeyRing, type KeyRingArgs } from "../../components/key-ring";
import { mistakesOf, type RecordedResources, record, resolved } from "./recorded-resources";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const BASE = { variable: "WEBHOOK_SECRET_KEYS" };

const recorded = (args: Partial<KeyRingArgs> = {}): Promise<RecordedResources> =>
  record(() => new KeyRing("ring", { ...BASE, ...args }));

async function keyRing(args: Partial<KeyRingArgs> = {}): Promise<KeyRing> {
  const made: KeyRing[] = [];
  await record(() => made.push(new KeyRing("ring", { ...BASE, ...args })));
  const [ring] = made;
  if (!ring) throw new Error("nothing was made");
  return ring;
}

describe("KeyRing", () => {
  it("has one key of letters and digits at first, as the app takes them: 32 or more, without a comma", async () => {
    const all = await recorded();
    expect(all.names(PASSWORD)).toEqual(["ring-first"]);
    expect(all.one(PASSWORD).inputs).toEqual({ length: 64, special: false });
    expect(all.one(VERSION).inputs.secretString).toBe(JSON.stringify({ key: "letters of first" }));
  });

  it("gives its keys in the order of their names, and takes away none but one that is left out", async () => {
    const all = await recorded({ keys: ["second", "first"] });
    expect(all.names(PASSWORD)).toEqual(["ring-first", "ring-second"]);
    expect(all.one(VERSION).inputs.secretString).toBe(JSON.stringify({ key: "letters of second,letters of first" }));
    expect((await recorded({ keys: ["second"] })).names(PASSWORD)).toEqual(["ring-second"]);
  });

  it("is a secret that Pulumi does not delete unless that is allowed, as what it encrypts is lost with it", async () => {
    expect((await recorded()).one(SECRET).protect).toBe(true);
    expect((await recorded({ deletionProtection: false })).one(SECRET).protect).not.toBe(true);
  });

  it("reaches code as a secret under its variable, by the version that holds it, and as nothing plain", async () => {
    const access = (await keyRing()).access();
    const { secretArn, versionId, key } = access.secrets?.WEBHOOK_SECRET_KEYS ?? { secretArn: "", key: "" };
    expect(await resolved(pulumi.output(secretArn))).toBe("arn:aws:ring");
    expect(await resolved(pulumi.output(versionId))).toBe("ring-version");
    expect(key).toBe("key");
    expect(access).not.toHaveProperty("environment");
    expect(access.after).toHaveLength(1);
  });

  it("can be read in further regions, where code reads the copy", async () => {
    const args = { replicaRegions: ["eu-central-1"] };
    expect((await recorded(args)).one(SECRET).inputs.replicas).toEqual([{ region: "eu-central-1" }]);
    expect((await keyRing(args)).access("eu-central-1").secrets).toHaveProperty("WEBHOOK_SECRET_KEYS");
    expect(() => new KeyRing("ring", BASE).access("eu-west-3")).toThrow("must be one of replicaRegions (none)");
  });

  it.each([
    [[], "none"],
    [["First"], "First"],
    [["a,b"], "a,b"],
    [Array.from({ length: 11 }, (_, index) => `key-${index}`), "key-10"],
  ])("refuses to have the keys %p", async (keys, shown) => {
    const mistakes = await mistakesOf(() => new KeyRing("ring", { ...BASE, keys }));
    expect(mistakes).toEqual({ keys: expect.stringMatching(/^must be 1 to 10 names .* got /) });
    expect(mistakes.keys).toContain(shown);
  });

  it("says all mistakes at once", async () => {
    const wrong = { variable: "keys", keys: ["first", "first"], replicaRegions: ["Frankfurt"] };
    expect(await mistakesOf(() => new KeyRing("ring", wrong))).toEqual({
      variable: "must be a name of capitals, digits and underscores such as TOKEN_SECRET, got keys",
      keys: "must be different names, as each is a key of its own, got first, first",
      replicaRegions: "must be different regions such as eu-central-1, got Frankfurt",
    });
  });
});
