import type * as pulumi from "@pulumi/pulumi";
import type { Access, SecretValue } from "../../components/access";
import { Database, type DatabaseArgs, DatabaseEngine } from "../../components/database";
import { Network } from "../../components/network";
import { mistakesOf, type RecordedResources, record, resolved } from "./recorded-resources";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const INSTANCE = "aws:rds/instance:Instance";

async function database(
  args: Partial<DatabaseArgs> = {},
): Promise<{ readonly recorded: RecordedResources; readonly access: Access }> {
  let access: Access = { name: "" };
  const recorded = await record(() => {
    access = new Database("main", { network: new Network("main"), instanceClass: "db.t4g.medium", ...args }).access();
  });
  return { recorded, access };
}

describe("the password of a Database", () => {
  it("is not touched by what was invented after it: the first one has no keepers", async () => {
    expect((await database()).recorded.one(PASSWORD).inputs).not.toHaveProperty("keepers");
    expect((await database({ passwordGeneration: 1 })).recorded.one(PASSWORD).inputs).not.toHaveProperty("keepers");
  });

  it("is made anew with each generation", async () => {
    const keepers = async (passwordGeneration: number) =>
      (await database({ passwordGeneration })).recorded.one(PASSWORD).inputs.keepers;
    expect(await keepers(2)).toEqual({ generation: "2" });
    expect(await keepers(3)).toEqual({ generation: "3" });
  });

  it("has letters and digits only, which mean the same in a URL", async () => {
    expect((await database()).recorded.one(PASSWORD).inputs).toMatchObject({ length: 32, special: false });
  });

  it("reaches what runs by the version of the secret that holds it, so that a new one is a new release", async () => {
    const { access } = await database();
    const versions = Object.values(access.secrets ?? {}).map((value: SecretValue & { versionId?: unknown }) =>
      resolved(value.versionId as pulumi.Output<string>),
    );
    expect(await Promise.all(versions)).toEqual(["main-version", "main-version", "main-version"]);
  });

  it("is in place before anything that needs it starts", async () => {
    const { access } = await database();
    expect(access.after).toHaveLength(1);
  });

  it("can be left to RDS, whose secret the clients of the engine are pointed at", async () => {
    const { recorded, access } = await database({ managedPassword: true });
    expect(recorded.names(PASSWORD)).toEqual([]);
    expect(recorded.names("aws:secretsmanager/secret:Secret")).toEqual([]);
    const { inputs } = recorded.one(INSTANCE);
    expect(inputs.manageMasterUserPassword).toBe(true);
    expect(inputs).not.toHaveProperty("password");
    expect(Object.keys(access.secrets ?? {})).toEqual(["PGPASSWORD"]);
    expect(access.secrets?.PGPASSWORD?.key).toBe("password");
    expect(await resolved(access.secrets?.PGPASSWORD?.secretArn as pulumi.Output<string>)).toBe("arn:aws:managed-main");
    expect(await resolved(access.environment?.DATABASE_URL as pulumi.Output<string>)).toBe(
      "postgres://app@main.rds:5432/app?sslmode=require",
    );
  });

  it("comes in MySQL's own variable where RDS manages it and the engine is MySQL", async () => {
    const { access } = await database({ managedPassword: true, engine: DatabaseEngine.MySql });
    expect(Object.keys(access.secrets ?? {})).toEqual(["MYSQL_PWD"]);
  });

  it.each([
    ["managedPassword", { managedPassword: true, replicas: 1 }, /AWS makes no replica .* got replicas: 1/],
    ["passwordGeneration", { managedPassword: true, passwordGeneration: 2 }, /RDS replaces the password itself/],
    ["secretRegions", { managedPassword: true, secretRegions: ["eu-central-1"] }, /RDS's own/],
    ["passwordGeneration", { passwordGeneration: 0 }, /got 0/],
  ])("rejects %s where AWS would, or where it means nothing", async (path, args, reason) => {
    const network = { zones: 3 } as Network;
    const mistakes = await mistakesOf(() => new Database("main", { network, instanceClass: "db.t4g.medium", ...args }));
    expect(Object.keys(mistakes)).toEqual([path]);
    expect(mistakes[path]).toMatch(reason);
  });
});
