import { Fleet } from "../../components/fleet";
import { Network } from "../../components/network";
import { SourceIpBalancer, type SourceIpBalancerArgs } from "../../components/source-ip-balancer";
import { mistakesOf, record } from "./recorded-resources";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const make = (args: Partial<SourceIpBalancerArgs> = { serversSpeakTls: true }) =>
  record(() => new SourceIpBalancer("front", { network: new Network("main"), ...args }));

describe("SourceIpBalancer", () => {
  it("sends an address back to the same server", async () => {
    expect((await make()).one(TARGET_GROUP).inputs).toMatchObject({
      protocol: "TCP",
      targetType: "instance",
      stickiness: { enabled: true, type: "source_ip" },
    });
  });

  it("stands in every zone, cannot be deleted, and a zone can be taken out of service by hand", async () => {
    expect((await make()).one(BALANCER).inputs).toMatchObject({
      loadBalancerType: "network",
      internal: false,
      subnets: ["public-1", "public-2", "public-3"],
      securityGroups: ["front-id"],
      enableDeletionProtection: true,
      enableZonalShift: true,
    });
  });

  it("leaves encryption to the servers: AWS keeps no address together where it decrypts", async () => {
    const recorded = await make();
    const { inputs } = recorded.one(LISTENER);
    expect(inputs).toMatchObject({ port: 443, protocol: "TCP" });
    expect(inputs).not.toHaveProperty("certificateArn");
    expect(recorded.one(TARGET_GROUP).inputs.healthCheck).toMatchObject({ protocol: "HTTPS", path: "/healthz" });
    expect(recorded.ofType(INGRESS).map(({ inputs: rule }) => rule.fromPort)).toEqual([443]);
  });

  it("serves plain HTTP on port 80 alone when told so", async () => {
    const recorded = await make({ plainHttp: true });
    expect(recorded.one(LISTENER).inputs).toMatchObject({ port: 80, protocol: "TCP" });
    expect(recorded.one(TARGET_GROUP).inputs.healthCheck).toMatchObject({ protocol: "HTTP" });
    expect(recorded.ofType(INGRESS).map(({ inputs }) => inputs.fromPort)).toEqual([80]);
  });

  it("ends the connections of a leaving server once it had its time", async () => {
    expect((await make({ serversSpeakTls: true, drainSeconds: 60 })).one(TARGET_GROUP).inputs).toMatchObject({
      deregistrationDelay: 60,
      connectionTermination: true,
    });
  });

  it("stands before a fleet, whose servers only it may connect to", async () => {
    const recorded = await record(() => {
      const network = new Network("main");
      const behind = new SourceIpBalancer("front", { network, plainHttp: true });
      const image = "registry.example.com/shop:1.0.0";
      return new Fleet("web", { network, behind, image, instanceType: "t4g.small", minimum: 3, maximum: 9 });
    });
    expect(recorded.one("aws:autoscaling/group:Group").inputs.targetGroupArns).toEqual(["arn:aws:front"]);
    const into = recorded.ofType(INGRESS).filter(({ inputs }) => inputs.securityGroupId === "web-id");
    expect(into.map(({ inputs }) => [inputs.fromPort, inputs.referencedSecurityGroupId])).toEqual([[8080, "front-id"]]);
  });

  it("sounds when a zone has nobody left to serve", async () => {
    const names: unknown[] = [];
    await record(() => {
      const alarms = new SourceIpBalancer("front", { network: new Network("main"), plainHttp: true }).alarms();
      names.push(...alarms.map(({ name, namespace, silence }) => [name, namespace, silence]));
    });
    expect(names).toEqual([["no-healthy-host", "AWS/NetworkELB", "breaching"]]);
  });

  const network = { zones: 3 } as Network;
  it.each([
    ["serversSpeakTls", {}, /^must be true for HTTPS/],
    ["serversSpeakTls", { serversSpeakTls: true, plainHttp: true }, /^contradicts plainHttp/],
    ["targetPort", { plainHttp: true, targetPort: 0 }, /between 1 and 65535, got 0$/],
    ["healthCheckPath", { plainHttp: true, healthCheckPath: "ready" }, /^must start with a slash/],
    ["drainSeconds", { plainHttp: true, drainSeconds: 3_601 }, /between 0 and 3600, got 3601$/],
  ])("rejects %s that does not work: %p", async (path, args, reason) => {
    const mistakes = await mistakesOf(() => new SourceIpBalancer("front", { network, ...args }));
    expect(mistakes).toEqual({ [path]: expect.stringMatching(reason) });
  });
});
