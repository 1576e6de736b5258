import * as pulumi from "@pulumi/pulumi";
import type { Access } from "../../components/access";
import { SigningKey, type SigningKeyArgs } from "../../components/signing-key";
import { mistakesOf, type RecordedResources, record, resolved } from "./recorded-resources";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const BASE = { variable: "TOKEN_SECRET" };

const recorded = (args: Partial<SigningKeyArgs> = {}): Promise<RecordedResources> =>
  record(() => new SigningKey("tokens", { ...BASE, ...args }));

async function signingKey(args: Partial<SigningKeyArgs> = {}, name = "tokens"): Promise<SigningKey> {
  const made: SigningKey[] = [];
  await record(() => made.push(new SigningKey(name, { ...BASE, ...args })));
  const [key] = made;
  if (!key) throw new Error("nothing was made");
  return key;
}

const arnIn = ({ secrets }: Access) => resolved(pulumi.output(secrets?.TOKEN_SECRET?.secretArn ?? ""));

describe("SigningKey", () => {
  it("is long enough for HS256 and of letters and digits, which mean the same everywhere", async () => {
    expect((await recorded()).one(PASSWORD).inputs).toEqual({ length: 64, special: false });
  });

  it("is kept in Secrets Manager, in one region unless more are named", async () => {
    const all = await recorded();
    expect(all.one(VERSION).inputs.secretString).toBe(JSON.stringify({ key: "letters" }));
    expect(all.one(SECRET).inputs).not.toHaveProperty("replicas");
    expect((await recorded({ replicaRegions: ["eu-central-1"] })).one(SECRET).inputs.replicas).toEqual([
      { region: "eu-central-1" },
    ]);
  });

  it("is made anew with each generation, and the first is not touched by what was invented after it", async () => {
    const keepers = async (generation: number) => (await recorded({ generation })).one(PASSWORD).inputs.keepers;
    expect(await keepers(1)).toBeUndefined();
    expect(await keepers(2)).toEqual({ generation: "2" });
  });

  it("reaches code as a secret under its variable, by the version that holds it, and as nothing plain", async () => {
    const access = (await signingKey()).access();
    expect(await arnIn(access)).toBe("arn:aws:tokens");
    expect(await resolved(pulumi.output(access.secrets?.TOKEN_SECRET?.versionId ?? ""))).toBe("tokens-version");
    expect(access.secrets?.TOKEN_SECRET?.key).toBe("key");
    expect(access).not.toHaveProperty("environment");
    expect(access.after).toHaveLength(1);
  });

  it("is read from the copy in a region that has one, and from no other", async () => {
    // Made up from the name, an ARN has a region in it when the name does.
    const key = await signingKey(
      { replicaRegions: ["eu-central-1"] },
      "secretsmanager:eu-west-1:111122223333:secret:t",
    );
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:t";
    expect(await arnIn(key.access())).toBe(arn);
    expect(await arnIn(key.access("eu-central-1"))).toBe(arn.replace("eu-west-1", "eu-central-1"));
    expect(() => key.access("eu-west-3")).toThrow("must be one of replicaRegions (eu-central-1), got eu-west-3");
  });

  it("says all mistakes at once", async () => {
    const wrong = { variable: "token-secret", generation: 0, replicaRegions: ["Frankfurt"] };
    expect(await mistakesOf(() => new SigningKey("tokens", wrong))).toEqual({
      variable: "must be a name of capitals, digits and underscores such as TOKEN_SECRET, got token-secret",
      generation: "must be a whole number between 1 and 1000000, got 0",
      replicaRegions: "must be different regions such as eu-central-1, got Frankfurt",
    });
    const twice = { ...BASE, replicaRegions: ["eu-west-3", "eu-west-3"] };
    expect(await mistakesOf(() => new SigningKey("tokens", twice))).toHaveProperty("replicaRegions");
  });
});
