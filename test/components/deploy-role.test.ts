import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DeployRole, type DeployRoleArgs } from "../../components/deploy-role";
import { mistakesOf, type RecordedResources, record } from "./recorded-resources";

const ROLE = "aws:iam/role:Role";
const PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const PROD = { repository: "acme/shop", environment: "prod", regions: ["eu-west-1"] };

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, unknown>> };
}

const program = (args: Partial<DeployRoleArgs> = {}) => new DeployRole("deploy", { ...PROD, ...args });
const make = (args?: Partial<DeployRoleArgs>) => record(() => program(args));

function trustOf(recorded: RecordedResources) {
  const [statement, ...others] = JSON.parse(String(recorded.one(ROLE).inputs.assumeRolePolicy)).Statement;
  expect(others).toEqual([]);
  return statement;
}

function statementsOf(recorded: RecordedResources): readonly Statement[] {
  return JSON.parse(String(recorded.one("aws:iam/rolePolicy:RolePolicy").inputs.policy)).Statement;
}

function boundaryOf(recorded: RecordedResources): readonly Statement[] {
  return JSON.parse(String(recorded.one("aws:iam/policy:Policy").inputs.policy)).Statement;
}

describe("DeployRole", () => {
  it("is taken by jobs of one environment of one repository, and compares letter by letter", async () => {
    expect(trustOf(await make())).toEqual({
      Effect: "Allow",
      Principal: { Federated: "arn:aws:deploy" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:acme/shop:environment:prod",
        },
      },
    });
  });

  it("is taken by jobs on one branch where there are no environments", async () => {
    const recorded = await record(
      () => new DeployRole("deploy", { repository: "acme/shop", branch: "main", regions: ["eu-west-1"] }),
    );
    expect(trustOf(recorded).Condition.StringEquals).toMatchObject({
      "token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main",
    });
  });

  it("makes the account's identity provider, or uses the one that is there", async () => {
    expect((await make()).one(PROVIDER).inputs).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
    });
    const recorded = await make({ providerArn: "arn:provider" });
    expect(recorded.ofType(PROVIDER)).toEqual([]);
    expect(trustOf(recorded).Principal).toEqual({ Federated: "arn:provider" });
  });

  it("lasts an hour", async () => {
    expect((await make()).one(ROLE).inputs.maxSessionDuration).toBe(3_600);
    expect((await make({ sessionMinutes: 120 })).one(ROLE).inputs.maxSessionDuration).toBe(7_200);
  });

  it("may never do everything: no action is a star, and no service but the blueprint's is a whole one", async () => {
    const allowed = statementsOf(await make()).filter(({ Effect }) => Effect === "Allow");
    const actions = allowed.flatMap(({ Action }) => Action);
    expect(actions).not.toContain("*");
    for (const service of ["iam", "sts", "organizations", "account", "ssm", "cloudtrail"]) {
      expect(actions).not.toContain(`${service}:*`);
    }
    expect(actions).toEqual(expect.arrayContaining(["ecs:*", "rds:*", "elasticloadbalancing:*"]));
  });

  it("deploys to its regions, and to where what is worldwide is called", async () => {
    const services = statementsOf(await make({ regions: ["eu-west-1", "eu-central-1"] })).find(({ Action }) =>
      Action.includes("ecs:*"),
    );
    expect(services?.Condition?.StringEquals).toEqual({
      "aws:RequestedRegion": ["eu-west-1", "eu-central-1", "us-east-1"],
    });
  });

  it("gives rights to roles on its own path that have the boundary, and to no others", async () => {
    const statements = statementsOf(await make());
    const giving = statements.filter(
      ({ Effect, Action }) => Effect === "Allow" && Action.some((each) => /^iam:(Create|Attach|Put)Role/.test(each)),
    );
    expect(giving.map(({ Resource, Condition }) => [Resource, Condition])).toEqual([
      [["arn:aws:iam::*:role/deployed/*"], { StringEquals: { "iam:PermissionsBoundary": "arn:aws:deploy-boundary" } }],
    ]);
    const pass = statements.find(({ Action }) => Action.includes("iam:PassRole"));
    expect(pass?.Resource).toEqual(["arn:aws:iam::*:role/deployed/*"]);
    expect(pass?.Condition?.StringEquals["iam:PassedToService"]).toContain("ecs-tasks.amazonaws.com");
    // Which fills a log drain's stream.
    expect(pass?.Condition?.StringEquals["iam:PassedToService"]).toContain("logs.amazonaws.com");
  });

  it("changes nothing in IAM outside its path, itself included", async () => {
    const recorded = await make({ rolePath: "/shop/" });
    const changing = statementsOf(recorded).filter(
      ({ Effect, Action }) => Effect === "Allow" && Action.some((each) => /^iam:(?!Get|List)/.test(each)),
    );
    for (const resource of changing.flatMap(({ Resource }) => Resource)) {
      expect(resource).toMatch(/^arn:aws:iam::\*:(role\/shop\/|instance-profile\/shop\/|role\/aws-service-role\/)\*$/);
    }
    expect(recorded.one(ROLE).inputs).not.toHaveProperty("path");
  });

  it("makes no users, no keys, and leaves the boundary on", async () => {
    const allowed = statementsOf(await make()).filter(({ Effect }) => Effect === "Allow");
    const actions = allowed.flatMap(({ Action }) => Action);
    for (const action of [
      "iam:CreateUser",
      "iam:CreateAccessKey",
      "iam:DeleteRolePermissionsBoundary",
      "iam:CreatePolicyVersion",
    ]) {
      expect(actions).not.toContain(action);
    }
  });

  it("neither enters machines nor deletes what brings data back", async () => {
    const denied = statementsOf(await make()).filter(({ Effect }) => Effect === "Deny");
    expect(denied.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        [
          "backup:DeleteBackupVault",
          "backup:DeleteRecoveryPoint",
          "dynamodb:DeleteBackup",
          "ec2-instance-connect:*",
          "ecs:ExecuteCommand",
          "rds:DeleteDBClusterSnapshot",
          "rds:DeleteDBInstanceAutomatedBackup",
          "rds:DeleteDBSnapshot",
          "s3:BypassGovernanceRetention",
          "ssm:SendCommand",
          "ssm:StartSession",
        ],
        ["*"],
      ],
    ]);
  });

  it("reads of IAM and of the account what a deployment needs to know, and no more", async () => {
    const recorded = await make();
    const lookUps = [
      "LookUps",
      ["iam:Get*", "iam:List*", "ssm:GetParameter", "ssm:GetParameters", "sts:GetCallerIdentity", "tag:GetResources"],
      ["*"],
    ];
    for (const statements of [statementsOf(recorded), boundaryOf(recorded)]) {
      const found = statements.filter(({ Action }) => Action.includes("iam:Get*"));
      expect(found.map(({ Sid, Action, Resource }) => [Sid, Action, Resource])).toEqual([lookUps]);
    }
  });

  it("keeps the roles and instance profiles of its path, and makes the roles of services that AWS takes itself", async () => {
    const statements = statementsOf(await make());
    const keeping = statements.find(({ Action }) => Action.includes("iam:DeleteRole"));
    expect(keeping?.Resource).toEqual(["arn:aws:iam::*:role/deployed/*", "arn:aws:iam::*:instance-profile/deployed/*"]);
    expect(keeping?.Action).toEqual(
      expect.arrayContaining([
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:UpdateAssumeRolePolicy",
      ]),
    );
    const linked = statements.find(({ Action }) => Action.includes("iam:CreateServiceLinkedRole"));
    expect(linked?.Resource).toEqual(["arn:aws:iam::*:role/aws-service-role/*"]);
  });

  it("speaks today's language of policies, in which a condition is read", async () => {
    const recorded = await make();
    for (const document of [
      recorded.one(ROLE).inputs.assumeRolePolicy,
      recorded.one("aws:iam/rolePolicy:RolePolicy").inputs.policy,
      recorded.one("aws:iam/policy:Policy").inputs.policy,
    ]) {
      expect(JSON.parse(String(document)).Version).toBe("2012-10-17");
    }
  });

  it("caps what it makes: nothing of IAM but reading, in no other region", async () => {
    const boundary = boundaryOf(await make());
    const actions = boundary.flatMap(({ Action }) => Action);
    expect(actions).not.toContain("*");
    expect(actions.filter((each) => each.startsWith("iam:"))).toEqual(["iam:Get*", "iam:List*"]);
    // What a task needs at run time: its messages, its protection, a console without SSH.
    expect(actions).toEqual(expect.arrayContaining(["sqs:*", "ecs:*", "ssmmessages:*"]));
  });

  it("fits into what IAM takes: 10240 characters for the role, 6144 for the boundary", async () => {
    const recorded = await make({ regions: ["eu-west-1", "eu-central-1", "ap-southeast-1"] });
    expect(String(recorded.one("aws:iam/rolePolicy:RolePolicy").inputs.policy).length).toBeLessThan(10_240);
    expect(String(recorded.one("aws:iam/policy:Policy").inputs.policy).length).toBeLessThan(6_144);
  });

  it("takes a boundary that the account has already", async () => {
    const recorded = await make({ permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/cap" });
    expect(recorded.ofType("aws:iam/policy:Policy")).toEqual([]);
    const giving = statementsOf(recorded).find(({ Action }) => Action.includes("iam:CreateRole"));
    expect(giving?.Condition?.StringEquals).toEqual({
      "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/cap",
    });
  });

  it.each([
    ["every repository of an owner", { repository: "acme/*" }, "repository"],
    ["every environment", { environment: "*" }, "environment"],
    ["a session of a day", { sessionMinutes: 1_440 }, "sessionMinutes"],
    ["every region", { regions: ["*"] }, "regions"],
    ["no region", { regions: [] }, "regions"],
    ["every role", { rolePath: "/" }, "rolePath"],
    ["an environment and a branch, of which a token names one", { branch: "main" }, "environment"],
  ])("is refused for %s", async (_, args, path) => {
    expect(Object.keys(await mistakesOf(() => program(args)))).toEqual([path]);
  });

  it("is refused for any job of the repository", async () => {
    const { environment } = await mistakesOf(
      () => new DeployRole("deploy", { repository: "acme/shop", regions: ["eu-west-1"] }),
    );
    expect(environment).toContain("any job of the repository could take the role");
  });

  it("reaches every service that the components deploy to", async () => {
    const folder = join(__dirname, "..", "..", "components");
    const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
    const sources = files.map((file) => readFileSync(join(folder, file), "utf8"));
    const modules = new Set(
      sources.flatMap((source) => [...source.matchAll(/\baws\.([a-z0-9]+)\.[A-Z]\w*\(/g)].map(([, name]) => name)),
    );
    const others: Record<string, string> = {
      apigatewayv2: "apigateway",
      appautoscaling: "application-autoscaling",
      ebs: "ec2",
      efs: "elasticfilesystem",
      kinesis: "firehose",
      lb: "elasticloadbalancing",
      vpc: "ec2",
    };
    const actions = statementsOf(await make()).flatMap(({ Action }) => Action);
    modules.delete("iam");
    expect(modules.size).toBeGreaterThan(20);
    const missing = [...modules].filter((name) => !actions.includes(`${others[name ?? ""] ?? name}:*`));
    expect(missing).toEqual([]);
  });
});

describe("a DeployRole that only looks", () => {
  const looking = () => make({ readOnly: true, environment: "prod-read", stateBucketArn: "arn:aws:s3:::state" });

  it("is trusted as the other, makes no boundary and no role", async () => {
    const recorded = await looking();
    expect(trustOf(recorded).Condition.StringEquals).toMatchObject({
      "token.actions.githubusercontent.com:sub": "repo:acme/shop:environment:prod-read",
    });
    expect(recorded.ofType("aws:iam/policy:Policy")).toEqual([]);
    expect(JSON.stringify(statementsOf(recorded))).not.toContain("iam:");
  });

  it("reads settings and secrets, and takes the lock of the state", async () => {
    const recorded = await looking();
    expect(recorded.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs.policyArn).toBe(
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
    );
    const allowed = statementsOf(recorded).filter(({ Effect }) => Effect === "Allow");
    expect(allowed.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["secretsmanager:GetSecretValue"], ["*"]],
      [["s3:PutObject", "s3:DeleteObject"], ["arn:aws:s3:::state/.pulumi/locks/*"]],
    ]);
    expect(statementsOf(await make({ readOnly: true })).map(({ Sid }) => Sid)).toEqual(["Secrets", "NoData"]);
  });

  it("reads nothing that people have put in", async () => {
    const denied = statementsOf(await looking()).filter(({ Effect }) => Effect === "Deny");
    expect(denied.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        [
          "dynamodb:BatchGetItem",
          "dynamodb:GetItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "logs:FilterLogEvents",
          "logs:GetLogEvents",
          "logs:StartQuery",
          "sqs:ReceiveMessage",
        ],
        ["*"],
      ],
    ]);
  });
});
