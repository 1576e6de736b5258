import * as aws from "@pulumi/aws";
import { Cluster } from "../../components/cluster";
import { Database } from "../../components/database";
import { DatabaseReplica } from "../../components/database-replica";
import { Network } from "../../components/network";
import { Service } from "../../components/service";
import { record } from "./recorded-resources";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
/** What EC2 takes in a description of a group in a VPC (API_CreateSecurityGroup). */
const TAKEN = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/;

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
