import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordProgram } from "../../preview/recorder";

const ROOT = join(__dirname, "..", "..");
const COMPONENTS = [
  ["Network", "network"],
  ["LoadBalancer, Target", "load-balancer"],
  ["Cluster", "cluster"],
  ["ContainerImage", "container-image"],
  ["Queue", "queue"],
  ["Release", "rollout"],
  ["Service", "service"],
  ["Worker", "worker"],
  ["ApiGateway", "api-gateway"],
  ["DeployRole", "deploy-role"],
  ["LogDrain", "log-drain"],
] as const;

const PROGRAM = `
import * as aws from "@pulumi/aws";
${COMPONENTS.map(([names, file]) => `import { ${names} } from ${JSON.stringify(join(ROOT, "components", file))};`).join("\n")}

const opts = { provider: new aws.Provider("second", { region: "eu-central-1" }) };
const network = new Network("main", { zones: 2 }, opts);
const cluster = new Cluster("main", {}, opts);
const queue = new Queue("tasks", { inOrder: true }, opts);
const built = new ContainerImage("app", { context: ".", release: "1" }, opts);
const image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop:1.0.0";
const behind = new LoadBalancer(
  "front",
  { network, targets: Target.Tasks, certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/1", blueGreen: true },
  opts,
);
const scale = { cluster, network, maximum: 4 };
new Service("web", { ...scale, image, behind, release: Release.BlueGreen, targetRequestsPerMinute: 600 }, opts);
new Worker("worker", { ...scale, image: built, queue, onDemandTasks: 2 }, opts);
const target = { arn: "arn:listener", endpoint: { securityGroupId: behind.securityGroupId, port: 80 } };
new ApiGateway("api", { network, target, anonymous: true }, opts);
new DeployRole("deploy", { repository: "acme/shop", environment: "prod", regions: ["eu-central-1"] }, opts);
const accessKey = { secretArn: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:key" };
new LogDrain("out", { logGroups: { web: "/shop/web" }, url: "https://logs.example.com", accessKey }, opts);
`;

/** Without its default provider, AWS cannot even be asked by another one than the program's own. */
const CONFIG = 'config:\n  aws:region: eu-west-1\n  pulumi:disable-default-providers: ["aws"]\n';

describe("what runs code, in a second region", () => {
  const folder = mkdtempSync(join(tmpdir(), "region-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is made, and asks AWS, by the provider that it was given and by no other", async () => {
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: region\nruntime: nodejs\n");
    writeFileSync(join(folder, "Pulumi.test.yaml"), CONFIG);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "region", main: "index.ts" }));
    writeFileSync(join(folder, "index.ts"), PROGRAM);
    const { plan } = await recordProgram({ directory: folder, stack: "test" });
    const aws = plan.resources.filter(({ custom, type }) => custom && type.startsWith("aws:"));
    expect(aws.length).toBeGreaterThan(60);
    expect(aws.filter(({ provider }) => !provider?.includes("::second")).map(({ urn }) => urn)).toEqual([]);
    const providers = plan.resources.filter(({ type }) => type === "pulumi:providers:aws").map(({ name }) => name);
    expect(providers).toEqual(["second"]);
  });
});
