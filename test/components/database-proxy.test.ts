import { Database, type DatabaseArgs, DatabaseEngine } from "../../components/database";
import { Network } from "../../components/network";
import { record } from "./recorded-resources";

const PROXY = "aws:rds/proxy:Proxy";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const database = (args: Partial<DatabaseArgs> = {}) =>
  record(
    () => new Database("main", { network: new Network("main"), instanceClass: "db.m7g.large", proxy: true, ...args }),
  );

function json(text: unknown) {
  return JSON.parse(String(text));
}

describe("the proxy of a Database", () => {
  it("is there by choice", async () => {
    expect((await database({ proxy: false })).names(PROXY)).toEqual([]);
  });

  it("takes connections over TLS alone, in every zone of the data subnets", async () => {
    expect((await database()).one(PROXY).inputs).toMatchObject({
      engineFamily: "POSTGRESQL",
      requireTls: true,
      vpcSubnetIds: ["data-1", "data-2", "data-3"],
    });
  });

  it("is named to what connects only once the database is behind it, which takes longer than the proxy itself", async () => {
    const recorded = await database();
    expect(recorded.one("aws:secretsmanager/secretVersion:SecretVersion", "main").dependsOnTypes).toContain(
      "aws:rds/proxyTarget:ProxyTarget",
    );
  });

  it("stands before the primary and shares its connections", async () => {
    const recorded = await database();
    expect(recorded.one("aws:rds/proxyTarget:ProxyTarget").inputs).toMatchObject({
      dbProxyName: "main-proxy",
      targetGroupName: "main-proxy",
      dbInstanceIdentifier: "main-id",
    });
    const { connectionPoolConfig } = recorded.one("aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup").inputs;
    expect(connectionPoolConfig).toEqual({ maxConnectionsPercent: 90, connectionBorrowTimeout: 60 });
  });

  it("lets in whom the database lets in, and calls nothing but the database", async () => {
    const recorded = await database();
    expect(recorded.one(PROXY).inputs.vpcSecurityGroupIds).toEqual(["main-id", "main-proxy-id"]);
    expect(recorded.ofType(EGRESS).map(({ inputs }) => inputs)).toEqual([
      {
        securityGroupId: "main-proxy-id",
        referencedSecurityGroupId: "main-id",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
      },
    ]);
    expect(recorded.ofType(INGRESS).map(({ inputs }) => inputs)).toMatchObject([
      { securityGroupId: "main-id", referencedSecurityGroupId: "main-proxy-id", fromPort: 5432 },
    ]);
  });

  it("reads its user and password from a secret of its own, and no other", async () => {
    const recorded = await database();
    const { secretString } = recorded.one("aws:secretsmanager/secretVersion:SecretVersion", "main-proxy").inputs;
    expect(json(secretString)).toEqual({ username: "app", password: "letters" });
    expect(recorded.one(PROXY).inputs.auths).toMatchObject([
      { authScheme: "SECRETS", secretArn: "arn:aws:main-proxy", iamAuth: "DISABLED" },
    ]);
    const policy = json(recorded.one("aws:iam/rolePolicy:RolePolicy").inputs.policy);
    expect(policy.Statement).toEqual([
      { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: ["arn:aws:main-proxy"] },
    ]);
    expect(json(recorded.one("aws:iam/role:Role").inputs.assumeRolePolicy).Statement[0].Principal.Service).toBe(
      "rds.amazonaws.com",
    );
  });

  it("does not start before it may read its password", async () => {
    const { dependsOn } = (await database()).one(PROXY);
    // Its group, its role, its secret, and what makes them of use: the role's policy and the secret's content.
    expect(dependsOn.filter((name) => name === "main-proxy")).toHaveLength(5);
  });

  it("is where writes go; reads go to the replicas, which it does not know", async () => {
    const recorded = await database({ replicas: 1 });
    const { secretString } = recorded.one("aws:secretsmanager/secretVersion:SecretVersion", "main").inputs;
    const { url, replicaUrls, readerUrl } = json(secretString);
    expect(url).toContain("@main-proxy.proxy:5432/");
    expect(replicaUrls).toContain("@main-replica-1.rds:5432/");
    expect(readerUrl).toContain("@reader.main-database.internal:5432/");
    expect(recorded.names("aws:rds/proxyEndpoint:ProxyEndpoint")).toEqual([]);
  });

  it("proves itself as MySQL wants it", async () => {
    const { inputs } = (await database({ engine: DatabaseEngine.MySql })).one(PROXY);
    expect(inputs.engineFamily).toBe("MYSQL");
    expect(inputs.auths).toMatchObject([{ clientPasswordAuthType: "MYSQL_CACHING_SHA2_PASSWORD" }]);
  });

  it("reads the secret that RDS keeps where RDS manages the password", async () => {
    const recorded = await database({ managedPassword: true });
    expect(recorded.one(PROXY).inputs.auths).toMatchObject([{ secretArn: "arn:aws:managed-main" }]);
    expect(recorded.names("aws:secretsmanager/secret:Secret")).toEqual([]);
  });
});
