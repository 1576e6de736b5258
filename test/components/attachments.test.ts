import { Cluster } from "../../components/cluster";
import { Database } from "../../components/database";
import { Fleet } from "../../components/fleet";
import { LoadBalancer, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { Queue } from "../../components/queue";
import { Server } from "../../components/server";
import { Worker } from "../../components/worker";
import { record } from "./recorded-resources";
import { IMAGE } from "./task-programs";

/** Without a group of its own, AWS puts what runs into the network's default one. */
describe("what runs", () => {
  it("stands in the security group that was made for it, a server of a fleet", async () => {
    const recorded = await record(() => {
      const network = new Network("main");
      const behind = new LoadBalancer("front", { network, targets: Target.Servers, certificateArn: "arn:certificate" });
      new Fleet("web", { network, behind, image: IMAGE, instanceType: "t4g.small", minimum: 3, maximum: 9 });
    });
    const template = recorded.one("aws:ec2/launchTemplate:LaunchTemplate");
    expect(template.inputs).toMatchObject({
      vpcSecurityGroupIds: ["web-id"],
      iamInstanceProfile: { arn: "arn:aws:web" },
      updateDefaultVersion: true,
      monitoring: { enabled: true },
      tagSpecifications: [{ resourceType: "instance", tags: { Name: "web" } }],
    });
    expect(template.dependsOnTypes).toContain("aws:iam/rolePolicy:RolePolicy");
    const group = recorded.one("aws:autoscaling/group:Group");
    expect(group.inputs.tags).toEqual([{ key: "Name", value: "web", propagateAtLaunch: true }]);
    expect(group.inputs.instanceRefresh).toMatchObject({ preferences: { skipMatching: true } });
    expect(group.dependsOnTypes).toContain("aws:lb/listener:Listener");
    expect(recorded.one("aws:lb/loadBalancer:LoadBalancer").inputs.securityGroups).toEqual(["front-id"]);
  });

  it("stands in the security group that was made for it, a server alone, which gives its disk away when it stands still", async () => {
    const recorded = await record(() => {
      const network = new Network("main", { zones: 1, nat: "none" });
      new Server("web", { network, image: IMAGE, instanceType: "t4g.small" });
    });
    const instance = recorded.one("aws:ec2/instance:Instance");
    expect(instance.inputs).toMatchObject({
      vpcSecurityGroupIds: ["web-id"],
      subnetId: "public-1",
      maintenanceOptions: { autoRecovery: "default" },
    });
    expect(instance.dependsOnTypes).toContain("aws:iam/rolePolicy:RolePolicy");
    expect(recorded.one("aws:ec2/volumeAttachment:VolumeAttachment").inputs.stopInstanceBeforeDetaching).toBe(true);
  });

  it("stands in the security group that was made for it, a worker, and starts once it can", async () => {
    const recorded = await record(() => {
      const shared = { cluster: new Cluster("main"), network: new Network("main"), image: IMAGE, maximum: 4 };
      new Worker("worker", { ...shared, queue: new Queue("tasks") });
    });
    const service = recorded.one("aws:ecs/service:Service");
    expect(service.inputs.networkConfiguration).toMatchObject({ securityGroups: ["worker-id"], assignPublicIp: false });
    expect(service.dependsOnTypes).toEqual(
      expect.arrayContaining([
        "aws:iam/rolePolicy:RolePolicy",
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
      ]),
    );
  });

  it("stands in the security group that was made for it, a database and its replica, which stay in their zones", async () => {
    const recorded = await record(
      () => new Database("main", { network: new Network("main"), instanceClass: "db.m7g.large", replicas: 1 }),
    );
    const instances = recorded.ofType("aws:rds/instance:Instance");
    expect(instances.map(({ inputs }) => inputs.vpcSecurityGroupIds)).toEqual([["main-id"], ["main-id"]]);
    const replica = instances.find(({ inputs }) => inputs.replicateSourceDb !== undefined);
    expect(replica?.ignoreChanges).toEqual(expect.arrayContaining(["availabilityZone"]));
  });
});
