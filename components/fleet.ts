import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Access, gather, secretStatements } from "./access";
import type { Alarm, Watched } from "./alarm";
import { bootScript } from "./boot-script";
import { isImageReference } from "./container-image";
import { instanceProfile } from "./instance-role";
import type { LoadBalancer } from "./load-balancer";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import { allowHttpsOut, closedSecurityGroup, connect, connectAll } from "./security-group";
import { type Tags, tagged } from "./tags";
import { SERVER_IMAGE_PARAMETER } from "./versions";

export interface FleetArgs {
  /** Its application subnets hold the servers, spread over every zone. */
  readonly network: Network;
  /** Sends requests to the servers, and has those replaced that fail its health check. Its targets are servers. */
  readonly behind: LoadBalancer;
  /** The container that each server runs. */
  readonly image: string;
  /** Graviton instance type, such as `t4g.small`. */
  readonly instanceType: string;
  /** Fewest servers. At least the number of zones keeps one in each. */
  readonly minimum: number;
  /** Most servers. */
  readonly maximum: number;
  /**
   * Average CPU that scaling aims at, 10 to 90 percent.
   * @default 50
   */
  readonly targetCpuPercent?: number;
  /**
   * What the code uses: databases, queues, buckets.
   * @default []
   */
  readonly uses?: readonly Access[];
  /**
   * Further environment variables.
   * @default {}
   */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Size of each server's own disk, 8 to 1000 GiB. Nothing on it outlives the server.
   * @default 20
   */
  readonly diskGiB?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const STOP_SECONDS = 30;
const LOG_DAYS = 30;
const BOOT_SECONDS = 180;

/** EC2 servers that replace and scale themselves, none of which matters: any of them, or a whole zone, may die. */
export class Fleet extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly groupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:compute:Fleet", name, args, opts);
    check(name, args);
    const { network, behind, uses = [], tags } = args;

    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Servers behind the load balancer", tags },
      this,
    );
    const port = { securityGroupId: securityGroup.id, port: behind.targetPort };
    connect(`${name}-from-load-balancer`, behind.securityGroupId, port, this);
    allowHttpsOut(`${name}-https`, securityGroup.id, this);
    connectAll(name, securityGroup.id, uses, this);
    const template = this.launchTemplate(name, args, securityGroup);
    const group = this.group(name, args, template);
    this.scale(name, args, group);

    this.watchName = name;
    this.groupName = group.name;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({ groupName: this.groupName, securityGroupId: this.securityGroupId });
  }

  alarms(): readonly Alarm[] {
    return [
      {
        name: "cpu",
        description: "The servers are busy although there are as many as allowed. Raise the maximum.",
        namespace: "AWS/EC2",
        metricName: "CPUUtilization",
        dimensions: { AutoScalingGroupName: this.groupName },
        statistic: "Average",
        when: { above: 80 },
        minutes: 10,
      },
    ];
  }

  private launchTemplate(name: string, args: FleetArgs, securityGroup: aws.ec2.SecurityGroup): aws.ec2.LaunchTemplate {
    const { behind, image, instanceType, uses = [], diskGiB = 20, tags } = args;
    const { environment, secrets, statements, after } = gather(uses);
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      { retentionInDays: LOG_DAYS, tags: tagged(name, tags) },
      { parent: this },
    );
    const { profile, policy } = instanceProfile(
      name,
      { statements: [...statements, ...secretStatements(secrets)], logGroup, image, tags },
      this,
    );
    const script = bootScript({
      image,
      stopSeconds: STOP_SECONDS,
      environment: { PORT: `${behind.targetPort}`, ...environment, ...args.environment },
      secrets,
      logGroup: logGroup.name,
      region: aws.getRegionOutput({}, { parent: this }).region,
    });
    return new aws.ec2.LaunchTemplate(
      name,
      {
        imageId: `resolve:ssm:${SERVER_IMAGE_PARAMETER}`,
        instanceType,
        updateDefaultVersion: true,
        iamInstanceProfile: { arn: profile.arn },
        vpcSecurityGroupIds: [securityGroup.id],
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        monitoring: { enabled: true },
        blockDeviceMappings: [
          { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", volumeSize: diskGiB, encrypted: "true" } },
        ],
        tagSpecifications: [{ resourceType: "instance", tags: tagged(name, tags) }],
        userData: script.apply((text) => Buffer.from(text).toString("base64")),
        tags: tagged(name, tags),
      },
      { parent: this, dependsOn: [policy, ...after] },
    );
  }

  /** Spread over the zones; a new release replaces servers without ever having fewer than wanted. */
  private group(name: string, args: FleetArgs, template: aws.ec2.LaunchTemplate): aws.autoscaling.Group {
    const { network, behind, minimum, maximum } = args;
    return new aws.autoscaling.Group(
      name,
      {
        vpcZoneIdentifiers: network.applicationSubnetIds,
        minSize: minimum,
        maxSize: maximum,
        launchTemplate: { id: template.id, version: template.latestVersion.apply((version) => `${version}`) },
        targetGroupArns: [behind.targetGroupArn],
        healthCheckType: "ELB",
        healthCheckGracePeriod: BOOT_SECONDS,
        defaultInstanceWarmup: BOOT_SECONDS,
        instanceRefresh: {
          strategy: "Rolling",
          preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 200, autoRollback: true },
        },
        tags: [{ key: "Name", value: name, propagateAtLaunch: true }],
      },
      { parent: this, dependsOn: [behind.listener] },
    );
  }

  private scale(name: string, { targetCpuPercent = 50 }: FleetArgs, group: aws.autoscaling.Group): void {
    new aws.autoscaling.Policy(
      name,
      {
        autoscalingGroupName: group.name,
        policyType: "TargetTrackingScaling",
        targetTrackingConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
          targetValue: targetCpuPercent,
        },
      },
      { parent: this },
    );
  }
}

function check(name: string, args: FleetArgs): void {
  const { network, behind, image, instanceType, minimum, maximum } = args;
  new Mistakes()
    .require(network.nat !== "none", "network", "must have NAT: servers without a way out cannot fetch their image")
    .require(behind.targets === "instance", "behind", `must send requests to servers, got targets: ${behind.targets}`)
    .require(isImageReference(image), "image", `must be a container image such as registry/name:tag, got ${image}`)
    .require(
      /^[a-z]+\d+g[a-z]*\./.test(instanceType),
      "instanceType",
      `must be a Graviton type such as t4g.small, got ${instanceType}`,
    )
    .requireRange("minimum", minimum, 1, maximum)
    .requireRange("targetCpuPercent", args.targetCpuPercent ?? 50, 10, 90)
    .requireRange("diskGiB", args.diskGiB ?? 20, 8, 1_000)
    .throwFor("Fleet", name);
}
