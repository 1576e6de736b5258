import { execFileSync } from "node:child_process";
import { Fleet, type FleetArgs } from "../../components/fleet";
import { LoadBalancer, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { mistakesOf, record } from "./recorded-resources";
import { actionsOf, DATABASE, IMAGE, PRIVATE_IMAGE, UPLOADS, waysInto } from "./task-programs";

const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

describe("Fleet", () => {
  const make = (args: Partial<FleetArgs> = {}) =>
    record(() => {
      const network = new Network("main");
      const behind = new LoadBalancer("front", { network, targets: Target.Servers, certificateArn: "arn:certificate" });
      return new Fleet("web", {
        network,
        behind,
        image: IMAGE,
        instanceType: "t4g.small",
        minimum: 3,
        maximum: 9,
        ...args,
      });
    });
  const template = async (args?: Partial<FleetArgs>) =>
    (await make(args)).one("aws:ec2/launchTemplate:LaunchTemplate").inputs;
  const group = async (args?: Partial<FleetArgs>) => (await make(args)).one("aws:autoscaling/group:Group");
  const script = async (args?: Partial<FleetArgs>) =>
    Buffer.from(String((await template(args)).userData), "base64").toString();

  it("spreads servers over the private subnets of every zone", async () => {
    expect((await group()).inputs).toMatchObject({
      vpcZoneIdentifiers: ["application-1", "application-2", "application-3"],
      minSize: 3,
      maxSize: 9,
    });
  });

  it("replaces servers that fail the load balancer's health check", async () => {
    expect((await group()).inputs).toMatchObject({
      healthCheckType: "ELB",
      healthCheckGracePeriod: 180,
      targetGroupArns: ["arn:aws:front"],
    });
  });

  it("never has fewer servers than wanted during a release, and goes back when it fails", async () => {
    expect((await group()).inputs).toMatchObject({
      launchTemplate: { id: "web-id", version: "7" },
      instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 100, autoRollback: true } },
    });
  });

  it("leaves the wanted number to scaling", async () => {
    const recorded = await make({ targetCpuPercent: 40 });
    expect(recorded.one("aws:autoscaling/group:Group").inputs).not.toHaveProperty("desiredCapacity");
    expect(recorded.one("aws:autoscaling/policy:Policy").inputs).toMatchObject({
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: { targetValue: 40 },
    });
  });

  it("asks for a session token at the metadata service, and answers it on the server only", async () => {
    expect((await template()).metadataOptions).toEqual({ httpTokens: "required", httpPutResponseHopLimit: 1 });
  });

  it("has encrypted disks, no key for SSH, and no port for it", async () => {
    const recorded = await make();
    const { inputs } = recorded.one("aws:ec2/launchTemplate:LaunchTemplate");
    expect(inputs.blockDeviceMappings).toMatchObject([{ ebs: { encrypted: "true", volumeType: "gp3" } }]);
    expect(inputs).not.toHaveProperty("keyName");
    expect(waysInto(recorded, "web-id")).toEqual([[8080, "front-id"]]);
  });

  it("starts from the newest Amazon Linux for Graviton", async () => {
    expect((await template()).imageId).toMatch(/^resolve:ssm:.*al2023.*arm64$/);
  });

  it("goes out by HTTPS and to what it uses, nowhere else", async () => {
    const recorded = await make({ uses: [DATABASE] });
    const out = recorded
      .ofType(EGRESS)
      .filter(({ inputs }) => inputs.securityGroupId === "web-id")
      .map(({ inputs }) => [inputs.fromPort, inputs.referencedSecurityGroupId ?? inputs.cidrIpv4]);
    expect(out.sort()).toEqual([
      [443, "0.0.0.0/0"],
      [5432, "database-group"],
    ]);
  });

  it("boots by a script that bash can read, with no secret in it", async () => {
    const text = await script({ uses: [DATABASE, UPLOADS], environment: { APP_ROLE: "all" } });
    expect(() => execFileSync("bash", ["-n"], { input: text, stdio: "pipe" })).not.toThrow();
    expect(text).toContain("PORT=8080\nBUCKET=uploads\nAPP_ROLE=all");
    expect(text).toContain("DATABASE_URL=$(secret 'arn:secret' url)");
    expect(text).toContain(IMAGE);
    expect(text).not.toContain("letters");
  });

  it("signs in to a private registry and to no public one", async () => {
    expect(await script({ image: PRIVATE_IMAGE })).toContain("registry='111122223333.dkr.ecr.eu-west-1.amazonaws.com'");
    expect(await script()).toContain("registry=''");
  });

  it("may read its secrets, write its logs and do what it uses allows", async () => {
    const actions = actionsOf(await make({ uses: [DATABASE, UPLOADS] }), "web");
    expect(actions.sort()).toEqual([
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "s3:GetObject",
      "secretsmanager:GetSecretValue",
    ]);
  });

  const network = { zones: 3, nat: "per-zone" } as Network;
  const behind = { targets: Target.Servers, targetPort: 8080 } as LoadBalancer;
  const base = { network, behind, image: IMAGE, instanceType: "t4g.small", minimum: 3, maximum: 9 };
  it.each([
    ["instanceType", { instanceType: "t3.small" }, "must be a Graviton type such as t4g.small, got t3.small"],
    ["minimum", { minimum: 10 }, "must be a whole number between 1 and 9, got 10"],
    ["diskGiB", { diskGiB: 4 }, "must be a whole number between 8 and 1000, got 4"],
    ["behind", { behind: { targets: Target.Tasks } as LoadBalancer }, "must send requests to servers, got targets: ip"],
  ])("rejects %s that does not work", async (path, args, reason) => {
    expect(await mistakesOf(() => new Fleet("web", { ...base, ...args }))).toEqual({ [path]: reason });
  });
});
