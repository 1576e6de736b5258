import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fleet, type FleetArgs } from "../../components/fleet";
import { LoadBalancer, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { SourceIpBalancer } from "../../components/source-ip-balancer";
import { mistakesOf, record } from "./recorded-resources";
import { shellMistakes, writtenFile } from "./shell-script";
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
      instanceRefresh: {
        strategy: "Rolling",
        preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 200, autoRollback: true },
      },
    });
  });

  it("never has fewer servers than wanted when AWS replaces one by itself", async () => {
    expect((await group()).inputs.instanceMaintenancePolicy).toEqual({
      minHealthyPercentage: 100,
      maxHealthyPercentage: 200,
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

  it("scales on requests per server as well when told how many one should get", async () => {
    expect((await make()).names("aws:autoscaling/policy:Policy")).toEqual(["web"]);
    const recorded = await make({ targetRequestsPerMinute: 600 });
    const policy = recorded.one("aws:autoscaling/policy:Policy", "web-requests");
    expect(policy.inputs).toMatchObject({
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        targetValue: 600,
        predefinedMetricSpecification: {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: "suffix/front/suffix/front",
        },
      },
    });
    expect(policy.dependsOn).toContain("front-https");
  });

  it("stops the app no sooner than the load balancer lets go of it", async () => {
    const recorded = await record(() => {
      const network = new Network("main");
      const behind = new LoadBalancer("front", {
        network,
        targets: Target.Servers,
        certificateArn: "arn:certificate",
        drainSeconds: 75,
      });
      const size = { instanceType: "t4g.small", minimum: 3, maximum: 9 };
      return new Fleet("web", { network, behind, image: IMAGE, ...size });
    });
    const { userData } = recorded.one("aws:ec2/launchTemplate:LaunchTemplate").inputs;
    const unit = writtenFile(Buffer.from(String(userData), "base64").toString(), "/etc/systemd/system/app.service");
    expect(unit).toContain("docker stop --time 75 app");
    expect(unit).toContain("TimeoutStopSec=90");
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
    // By its id: AWS refuses to roll back a release whose template names the parameter.
    expect((await template()).imageId).toBe("ami-1");
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

  it("boots by a script without mistakes, with no secret in it", async () => {
    const text = await script({ uses: [DATABASE, UPLOADS], environment: { APP_ROLE: "all" } });
    expect(shellMistakes(text)).toEqual([]);
    expect(text).toContain("PORT=8080\nBUCKET=uploads\nAPP_ROLE=all");
    expect(text).toContain("value=$(secret 'arn:secret' url)");
    expect(text).toContain(IMAGE);
    expect(text).not.toContain("letters");
  });

  it("reads the version of a secret that it is told, so that a new password is another script and another server", async () => {
    const pinned = { secretArn: "arn:secret", key: "url", versionId: "version-2" };
    const text = await script({ uses: [{ ...DATABASE, secrets: { DATABASE_URL: pinned } }] });
    expect(text).toContain("value=$(secret 'arn:secret' url 'version-2')");
    expect(text).toContain(':+--version-id "$3"');
    expect(shellMistakes(text)).toEqual([]);
  });

  it("has the app restarted for ever, also when it fails again and again", async () => {
    const unit = writtenFile(await script(), "/etc/systemd/system/app.service");
    expect(unit).toContain("Restart=always\nRestartSec=5");
    expect(unit).toContain("StartLimitIntervalSec=0");
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

  describe("preparing a start of the app", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "prepare-"));
      mkdirSync(join(folder, "bin"));
      fake("jq", 'sed -n "s/.*\\"url\\":\\"\\([^\\"]*\\).*/\\1/p"');
      fake("aws", `echo '{"url":"postgres://main"}'`);
      fake("docker", 'echo "$@" >> "$(dirname "$0")/../docker.log"');
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const fake = (name: string, body: string) => {
      writeFileSync(join(folder, "bin", name), `#!/bin/bash\n${body}\n`);
      chmodSync(join(folder, "bin", name), 0o755);
    };
    /** Runs what systemd runs before each start, with its files and programs in a folder of this test. */
    const prepare = async (args: Partial<FleetArgs> = {}) => {
      const text = writtenFile(await script({ uses: [DATABASE], ...args }), "/etc/app/prepare");
      const here = text.replaceAll("/etc/app", folder).replaceAll("/run/app", folder);
      writeFileSync(join(folder, "plain"), "PORT=8080\n");
      const input = here.replace(`cat ${folder}/environment\n`, `cat ${folder}/plain\n`);
      const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}` };
      execFileSync("bash", ["-s"], { input, env, stdio: "pipe" });
      return readFileSync(join(folder, "environment"), "utf8");
    };

    it("fetches the secrets and the image", async () => {
      expect(await prepare()).toBe("PORT=8080\nDATABASE_URL=postgres://main\n");
      expect(readFileSync(join(folder, "docker.log"), "utf8")).toBe(`pull ${IMAGE}\nrm --force app\n`);
    });

    it("signs in to the registry of the image where that is, whichever region the servers are in", async () => {
      fake("aws", `echo "$@" >> "$(dirname "$0")/../aws.log"\necho '{"url":"postgres://main"}'`);
      await prepare({ image: PRIVATE_IMAGE.replace("eu-west-1", "us-east-1") });
      expect(readFileSync(join(folder, "aws.log"), "utf8")).toContain("ecr get-login-password --region us-east-1\n");
      expect(readFileSync(join(folder, "docker.log"), "utf8")).toContain(
        "login --username AWS --password-stdin 111122223333.dkr.ecr.us-east-1.amazonaws.com\n",
      );
    });

    it("fails rather than start the app without a secret", async () => {
      fake("aws", "exit 255");
      await expect(prepare()).rejects.toThrow();
      expect(() => readFileSync(join(folder, "environment"))).toThrow(/ENOENT/);
    });

    it("starts the image that is here while the registry is away, and fails without one", async () => {
      fake("docker", '[ "$1" != pull ]');
      expect(await prepare()).toContain("DATABASE_URL=");
      fake("docker", "exit 1");
      await expect(prepare()).rejects.toThrow();
    });
  });

  const network = { zones: 3, nat: "per-zone" } as Network;
  const behind = { targets: Target.Servers, targetPort: 8080 } as LoadBalancer;
  const base = { network, behind, image: IMAGE, instanceType: "t4g.small", minimum: 3, maximum: 9 };
  it.each([
    ["instanceType", { instanceType: "t3.small" }, "must be a Graviton type such as t4g.small, got t3.small"],
    ["minimum", { minimum: 10 }, "must be a whole number between 1 and 9, got 10"],
    ["diskGiB", { diskGiB: 4 }, "must be a whole number between 8 and 1000, got 4"],
    [
      "targetRequestsPerMinute",
      { behind: { ...behind, requestCountLabel: {} } as LoadBalancer, targetRequestsPerMinute: 0 },
      "must be a whole number between 1 and 1000000, got 0",
    ],
    ["behind", { behind: { targets: Target.Tasks } as LoadBalancer }, "must send requests to servers, got targets: ip"],
  ])("rejects %s that does not work", async (path, args, reason) => {
    expect(await mistakesOf(() => new Fleet("web", { ...base, ...args }))).toEqual({ [path]: reason });
  });

  it("rejects scaling on requests behind a balancer that counts none", async () => {
    const mistakes: Record<string, string>[] = [];
    await record(() => {
      const main = new Network("main");
      const front = new SourceIpBalancer("front", { network: main, plainHttp: true });
      try {
        new Fleet("web", { ...base, network: main, behind: front, targetRequestsPerMinute: 100 });
      } catch (error) {
        mistakes.push({ message: String(error) });
      }
    });
    expect(mistakes).toEqual([{ message: expect.stringContaining("targetRequestsPerMinute needs a load balancer") }]);
  });
});
