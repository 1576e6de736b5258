import { join } from "node:path";
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
  "data:KeyValueStore",
  "data:ObjectReplication",
  "data:ObjectStore",
  "data:ShardedDatabase",
  "data:ShardedDatabaseReplica",
  "data:SharedFiles",
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
  "operations:Observability",
];

describe("what a component is made of", () => {
  it("hangs below it, so that it has its provider and keeps its place in the state", async () => {
    const all = await examples();
    const names = new Set(all.map(({ name }) => name));
    const made = all.filter(({ type, custom }) => custom && !type.startsWith("pulumi:"));
    expect(made.filter(({ parent }) => !names.has(parent)).map(({ type, name }) => `${type} ${name}`)).toEqual([]);
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
});
