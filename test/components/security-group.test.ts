import * as aws from "@pulumi/aws";
import { Cluster } from "../../components/cluster";
import { Database } from "../../components/database";
import { DatabaseReplica } from "../../components/database-replica";
import { Network } from "../../components/network";
import { allowHttpsOut, connect, connectAll, openToInternet } from "../../components/security-group";
import { Service } from "../../components/service";
import { record } from "./recorded-resources";

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
/** What EC2 takes in a description of a group in a VPC (API_CreateSecurityGroup). */
const TAKEN = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/;

describe("A rule of a security group", () => {
  const TCP = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

  it("lets one group connect to one port of another, by a rule on either side, and no address", async () => {
    const recorded = await record(() => {
      const { stack, endpoint } = ends();
      connect("app-to-database", "app", endpoint, stack);
    });
    expect(recorded.one(INGRESS)).toMatchObject({
      name: "app-to-database-in",
      inputs: { ...TCP, securityGroupId: "database", referencedSecurityGroupId: "app" },
    });
    expect(recorded.one(EGRESS)).toMatchObject({
      name: "app-to-database-out",
      inputs: { ...TCP, securityGroupId: "app", referencedSecurityGroupId: "database" },
    });
    for (const { inputs } of [recorded.one(INGRESS), recorded.one(EGRESS)]) {
      expect(inputs).not.toHaveProperty("cidrIpv4");
    }
  });

  it("lets a group connect to what is in the network, and needs none to what is not", async () => {
    const recorded = await record(() => {
      const { stack, endpoint } = ends();
      connectAll("app", "app", [{ name: "bucket" }, { name: "database", endpoint }], stack);
    });
    expect([...recorded.names(INGRESS), ...recorded.names(EGRESS)]).toEqual([
      "app-to-database-in",
      "app-to-database-out",
    ]);
  });

  it("lets the internet in to one port, or out to HTTPS, and nothing more", async () => {
    const recorded = await record(() => {
      const { stack, endpoint } = ends();
      openToInternet("edge", endpoint, stack);
      allowHttpsOut("app", "app", stack);
    });
    expect(recorded.one(INGRESS).inputs).toEqual({ ...TCP, securityGroupId: "database", cidrIpv4: "0.0.0.0/0" });
    expect(recorded.one(EGRESS).inputs).toEqual({ ...TCP, securityGroupId: "app", cidrIpv4: "0.0.0.0/0" });
  });

  function ends() {
    return { stack: new Cluster("main"), endpoint: { securityGroupId: "database", port: 443 } };
  }
});

describe("A closed security group", () => {
  it("has a description that EC2 takes, which knows no apostrophe", async () => {
    const recorded = await record(() => {
      const of = new Database("main", { network: new Network("main"), instanceClass: "db.m7g.large", proxy: true });
      const opts = { provider: new aws.Provider("west", { region: "eu-central-1" }) };
      new DatabaseReplica("west", { of, network: new Network("west", {}, opts) }, opts);
    });
    const descriptions = recorded.ofType(GROUP).map(({ inputs }) => String(inputs.description));
    expect(descriptions).toHaveLength(3);
    for (const description of descriptions) {
      expect(description).toMatch(TAKEN);
    }
  });

  it("refuses a description that EC2 would refuse, such as one with a name from outside", async () => {
    const named = (name: string) =>
      record(() => {
        const network = new Network("main");
        const image = `registry.example.com/app@sha256:${"a".repeat(64)}`;
        new Service(name, { cluster: new Cluster("main"), network, image, maximum: 3 });
      });
    await expect(named("o'brien")).rejects.toThrow(/letters, digits, spaces/);
  });
});
