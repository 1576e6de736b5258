import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { gather, secretStatements } from "./access";
import type { AnyAlarm, Chart, Watched } from "./alarm";
import { bootScript } from "./boot-script";
import { fleetAlarms, fleetCharts, GROUP_METRICS } from "./fleet-alarms";
import { checkFleet, type FleetArgs } from "./fleet-args";
import { instanceProfile } from "./instance-role";
import { allowHttpsOut, closedSecurityGroup, connect, connectAll } from "./security-group";
import { tagged } from "./tags";
import { SERVER_IMAGE_PARAMETER } from "./versions";

export type { FleetArgs } from "./fleet-args";

const LOG_DAYS = 30;
const BOOT_SECONDS = 180;
/** A new server serves before the old one goes: never fewer than wanted. */
const WHILE_REPLACING = { minHealthyPercentage: 100, maxHealthyPercentage: 200 } as const;

/** EC2 servers that replace and scale themselves, none of which matters: any of them, or a whole zone, may die. */
export class Fleet extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly groupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly appLog: pulumi.Output<string>;
  private readonly instanceType: string;
  private readonly emptyZones: readonly AnyAlarm[];

  constructor(name: string, args: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:compute:Fleet", name, args, opts);
    checkFleet(name, args);
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
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      { retentionInDays: LOG_DAYS, tags: tagged(name, tags) },
      { parent: this },
    );
    const template = this.launchTemplate(name, args, { securityGroup, logGroup });
    const group = this.group(name, args, template);
    this.scale(name, args, group);

    this.watchName = name;
    this.appLog = logGroup.name;
    this.instanceType = args.instanceType;
    this.emptyZones = (args.minimum >= network.zones && behind.emptyZoneAlarms?.()) || [];
    this.groupName = group.name;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({ groupName: this.groupName, securityGroupId: this.securityGroupId });
  }

  alarms(): readonly AnyAlarm[] {
    return [...fleetAlarms(this.groupName, this.instanceType), ...this.emptyZones];
  }

  charts(): readonly Chart[] {
    return fleetCharts(this.groupName);
  }

  private launchTemplate(name: string, args: FleetArgs, { securityGroup, logGroup }: Parts): aws.ec2.LaunchTemplate {
    const { behind, image, instanceType, uses = [], diskGiB = 20, tags } = args;
    const { environment, secrets, statements, after } = gather(uses);
    const { profile, policy } = instanceProfile(
      name,
      { statements: [...statements, ...secretStatements(secrets)], logGroup, image, tags },
      this,
    );
    const script = bootScript({
      image,
      stopSeconds: behind.drainSeconds,
      environment: { PORT: `${behind.targetPort}`, ...environment, ...args.environment },
      secrets,
      logGroup: logGroup.name,
      region: aws.getRegionOutput({}, { parent: this }).region,
    });
    return new aws.ec2.LaunchTemplate(
      name,
      {
        // Looked up here and not by the template: AWS rolls no release back whose template names a parameter.
        imageId: aws.ssm.getParameterOutput({ name: SERVER_IMAGE_PARAMETER }, { parent: this }).insecureValue,
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
        enabledMetrics: GROUP_METRICS,
        healthCheckType: "ELB",
        healthCheckGracePeriod: BOOT_SECONDS,
        defaultInstanceWarmup: BOOT_SECONDS,
        instanceRefresh: {
          strategy: "Rolling",
          preferences: { ...WHILE_REPLACING, autoRollback: true, skipMatching: true },
        },
        // The same when a server fails its health check, or a zone has more than its share.
        instanceMaintenancePolicy: WHILE_REPLACING,
        tags: [{ key: "Name", value: name, propagateAtLaunch: true }],
      },
      { parent: this, dependsOn: [behind.listener] },
    );
  }

  private scale(name: string, args: FleetArgs, group: aws.autoscaling.Group): void {
    const { behind, targetCpuPercent = 50, targetRequestsPerMinute } = args;
    const track = (policyName: string, targetTrackingConfiguration: Tracking, after: pulumi.Resource[] = []) =>
      new aws.autoscaling.Policy(
        policyName,
        { autoscalingGroupName: group.name, policyType: "TargetTrackingScaling", targetTrackingConfiguration },
        { parent: this, dependsOn: after },
      );
    track(name, {
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      targetValue: targetCpuPercent,
    });
    if (targetRequestsPerMinute !== undefined && behind.requestCountLabel) {
      const metric = {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: behind.requestCountLabel,
      };
      track(
        `${name}-requests`,
        { predefinedMetricSpecification: metric, targetValue: targetRequestsPerMinute },
        // AWS takes the policy only once the load balancer sends requests to the target group.
        [behind.listener],
      );
    }
  }
}

interface Parts {
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly logGroup: aws.cloudwatch.LogGroup;
}

type Tracking = aws.types.input.autoscaling.PolicyTargetTrackingConfiguration;
