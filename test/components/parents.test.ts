import { join } from "node:path";
import { BackupPlan, VaultLock } from "../../components/backup-plan";
import { Cache } from "../../components/cache";
import { CacheAuth } from "../../components/cache-args";
import { Cdn } from "../../components/cdn";
import { Database, DatabaseEngine } from "../../components/database";
import { Firewall } from "../../components/firewall";
import { FlowLogs } from "../../components/flow-logs";
import { HostedZone } from "../../components/hosted-zone";
import { LoadBalancer, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { InterfaceService } from "../../components/network-endpoints";
import { ObjectStore } from "../../components/object-store";
import { type RecordedResource, record } from "./recorded-resources";

const PROJECT = join(__dirname, "..", "..", "components", "examples");

/** Every component once, as the examples make them; their paths start in their own folder. */
async function examples(): Promise<readonly RecordedResource[]> {
  const before = process.cwd();
  process.chdir(PROJECT);
  try {
    return (await record(() => require("../../components/examples/index"))).all;
  } finally {
    process.chdir(before);
  }
}

const COMPONENTS = [
  "compute:Cluster",
  "compute:ContainerImage",
  "compute:Fleet",
  "compute:Server",
  "compute:Service",
  "compute:Worker",
  "data:Cache",
  "data:Database",
  "data:DatabaseReplica",
  "data:KeyRing",
  "data:KeyValueStore",
  "data:ObjectReplication",
  "data:ObjectStore",
  "data:ShardedDatabase",
  "data:ShardedDatabaseReplica",
  "data:SharedFiles",
  "data:SigningKey",
  "messaging:Queue",
  "network:ApiGateway",
  "network:Cdn",
  "network:Certificate",
  "network:Dns",
  "network:Firewall",
  "network:HostedZone",
  "network:LoadBalancer",
  "network:Network",
  "network:NetworkPeering",
  "network:Page",
  "network:SourceIpBalancer",
  "operations:BackupPlan",
  "operations:Budget",
  "operations:DeployRole",
  "operations:LogDrain",
  "operations:Observability",
];

/** Resources that hang below nothing. */
function loose(all: readonly RecordedResource[]): readonly string[] {
  const names = new Set(all.map(({ name }) => name));
  const made = all.filter(({ type, custom }) => custom && !type.startsWith("pulumi:"));
  return made.filter(({ parent }) => !names.has(parent)).map(({ type, name }) => `${type} ${name}`);
}

describe("what a component is made of", () => {
  it("hangs below it, so that it has its provider and keeps its place in the state", async () => {
    const all = await examples();
    expect(loose(all)).toEqual([]);
    for (const { name, inputs } of all.filter(({ type }) => type === "aws:ec2/securityGroup:SecurityGroup")) {
      expect(inputs).toMatchObject({
        vpcId: "vpc",
        description: expect.stringMatching(/\w+ \w+/),
        tags: { Name: name },
      });
    }
    const components = new Set(all.filter(({ type }) => type.startsWith("zero-to-millions:")).map(({ type }) => type));
    // Each is part of the name under which the state knows all that lies below it.
    expect([...components].sort()).toEqual(COMPONENTS.map((type) => `zero-to-millions:${type}`));
  });

  it("hangs below it whatever is chosen", async () => {
    const { all } = await record(() => {
      const interfaceEndpoints = [InterfaceService.EcrApi];
      const network = new Network("main", { interfaceEndpoints, flowLogs: FlowLogs.S3 });
      new Network("other", { flowLogs: FlowLogs.CloudWatch });
      const base = { network, instanceClass: "db.m7g.large" };
      new Database("proxied", { ...base, proxy: true, replicas: 2, enhancedMonitoringSeconds: 60 });
      new Database("managed", { ...base, engine: DatabaseEngine.MySql, managedPassword: true, proxy: true });
      new LoadBalancer("front", {
        network,
        targets: Target.Tasks,
        certificateArn: "arn:c",
        accessLogDays: 30,
        blueGreen: true,
      });
      new BackupPlan("kept", {
        resources: ["arn:aws:main"],
        tag: { key: "Backup", value: "yes" },
        copyRegion: "eu-central-1",
        lock: VaultLock.Governance,
      });
      new ObjectStore("uploads", { uploadOrigins: ["https://app.example.com"] });
      new Firewall("edge", { logDays: 30 });
      new Cache("sessions", { network, nodeType: "cache.t4g.small", auth: CacheAuth.User });
      new HostedZone("zone", { domain: "example.com", create: true, dnssec: true, queryLogDays: 30 });
      new Cdn("cdn", { origin: { host: "app.example.com", https: true }, logDays: 30 });
    });
    expect(loose(all)).toEqual([]);
  });
});
