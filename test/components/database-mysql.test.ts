import { Database, type DatabaseArgs, DatabaseEngine } from "../../components/database";
import { Network } from "../../components/network";
import { mistakesOf, record } from "./recorded-resources";

const INSTANCE = "aws:rds/instance:Instance";

const database = (args: Partial<DatabaseArgs> = {}) =>
  record(
    () =>
      new Database("main", {
        network: new Network("main"),
        instanceClass: "db.m7g.large",
        engine: DatabaseEngine.MySql,
        ...args,
      }),
  );

describe("a Database with MySQL", () => {
  it("runs the long-term support release on MySQL's port, with MySQL's logs", async () => {
    expect((await database()).one(INSTANCE).inputs).toMatchObject({
      engine: "mysql",
      engineVersion: "8.4",
      port: 3306,
      enabledCloudwatchLogsExports: ["error", "slowquery"],
    });
  });

  it("speaks TLS only and writes slow queries to a file that can be exported", async () => {
    const { name, inputs } = (await database()).one("aws:rds/parameterGroup:ParameterGroup");
    // AWS allows no dot in the name that is made of this one.
    expect(name).toBe("main-mysql8-4");
    expect(inputs.family).toBe("mysql8.4");
    expect(inputs.parameters).toEqual([
      { name: "log_output", value: "FILE", applyMethod: "pending-reboot" },
      { name: "require_secure_transport", value: "1", applyMethod: "pending-reboot" },
      { name: "slow_query_log", value: "1", applyMethod: "pending-reboot" },
    ]);
  });

  it("is reached by MySQL's URL, over TLS", async () => {
    const { secretString } = (await database()).one("aws:secretsmanager/secretVersion:SecretVersion").inputs;
    expect(JSON.parse(String(secretString)).url).toBe("mysql://app:letters@main.rds:3306/app?ssl-mode=REQUIRED");
  });

  it("is told of a replica that has stopped following, which MySQL reports as a lag below zero", async () => {
    let names: string[] = [];
    await record(() => {
      const network = new Network("main");
      const args = { network, instanceClass: "db.m7g.large", engine: DatabaseEngine.MySql, replicas: 1 };
      names = new Database("main", args).alarms().map(({ name }) => name);
    });
    expect(names).toContain("replication-replica-1");
  });

  it("does without Database Insights on classes that are too small for it", async () => {
    const { inputs } = (await database({ instanceClass: "db.t4g.small" })).one(INSTANCE);
    expect(inputs).not.toHaveProperty("performanceInsightsEnabled");
    expect(inputs).not.toHaveProperty("databaseInsightsMode");
    expect((await database({ instanceClass: "db.t4g.medium" })).one(INSTANCE).inputs.performanceInsightsEnabled).toBe(
      true,
    );
  });

  it("rejects Database Insights where AWS has none, and a version of another engine", async () => {
    const network = { zones: 3 } as Network;
    const args = { network, engine: DatabaseEngine.MySql, instanceClass: "db.t4g.micro" };
    const mistakes = await mistakesOf(
      () => new Database("main", { ...args, insights: "advanced", majorVersion: "17" }),
    );
    expect(Object.keys(mistakes)).toEqual(["insights", "majorVersion"]);
  });

  it("rejects an engine that RDS has and this component has not", async () => {
    const network = { zones: 3 } as Network;
    const engine = "mariadb" as DatabaseEngine;
    const mistakes = await mistakesOf(() => new Database("main", { network, engine, instanceClass: "db.m7g.large" }));
    expect(mistakes.engine).toBe("must be one of postgres, mysql, got mariadb");
  });
});
