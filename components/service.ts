import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Access, gather } from "./access";
import type { AnyAlarm, Chart, Watched } from "./alarm";
import type { LoadBalancer } from "./load-balancer";
import { patience, Release, rollout } from "./rollout";
import { allowHttpsOut, closedSecurityGroup, connect, connectAll } from "./security-group";
import { type ServiceDimensions, serviceAlarms, serviceCharts } from "./service-alarms";
import { checkService, type ServiceArgs, zonesOf } from "./service-args";
import { badReleaseAlarm, trafficShiftRole } from "./service-release";
import { ServiceScaling } from "./service-scaling";
import { tagged } from "./tags";
import { fargateTask, type TaskParts } from "./task";
import { capacity } from "./task-capacity";

export type { ServiceArgs } from "./service-args";

const GRACE_SECONDS = 60;
/**
 * As long as a load balancer waits. Requests pass through Service Connect's proxy, those from a load balancer too, and it
 * gives up after 15 seconds unless told otherwise.
 * docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html (read on 2026-11-21)
 */
const REQUEST_SECONDS = 60;

/** A service on Fargate: spread over zones, scaled on load, and back at the last good release when a new one fails. */
export class Service extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly serviceName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly appLog: pulumi.Output<string>;
  /** Where other services of the cluster reach it. */
  readonly url: string;
  readonly port: number;
  private readonly dimensions: ServiceDimensions;
  private readonly emptyZones: readonly AnyAlarm[];
  private readonly service: aws.ecs.Service;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:compute:Service", name, args, opts);
    checkService(name, args);
    const { cluster, network, maximum, behind, uses = [], port = 8080, targetCpuPercent = 50, tags } = args;
    const { minimum = zonesOf(args), targetRequestsPerMinute } = args;

    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: `Tasks of the service ${name}`, tags },
      this,
    );
    allowHttpsOut(`${name}-https`, securityGroup.id, this);
    connectAll(name, securityGroup.id, uses, this);
    if (behind) {
      connect(`${name}-from-load-balancer`, behind.securityGroupId, { securityGroupId: securityGroup.id, port }, this);
    }
    const task = fargateTask(name, args, { name: "http", port }, this);
    this.service = this.run(name, args, { securityGroup, task });
    const { service } = this;
    const scaling = new ServiceScaling(name, { cluster, service, minimum, maximum }, this).onCpu(targetCpuPercent);
    if (behind && targetRequestsPerMinute !== undefined) {
      scaling.onRequests(behind.arnSuffix, targetRequestsPerMinute);
    }

    this.watchName = name;
    this.serviceName = this.service.name;
    this.securityGroupId = securityGroup.id;
    this.logGroupName = task.logGroup.name;
    this.appLog = this.logGroupName;
    this.url = `http://${name}:${port}`;
    this.port = port;
    const isEverywhere = minimum >= network.zones && zonesOf(args) === network.zones;
    this.emptyZones = (isEverywhere && behind?.emptyZoneAlarms()) || [];
    this.dimensions = { ClusterName: cluster.clusterName, ServiceName: this.serviceName };
    this.registerOutputs({
      serviceName: this.serviceName,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
      url: this.url,
      port: this.port,
    });
  }

  /** What another service needs to call this one: the port, and its address as `<NAME>_URL`. */
  access(): Access {
    return {
      name: this.watchName,
      endpoint: { securityGroupId: this.securityGroupId, port: this.port },
      environment: { [`${this.watchName.toUpperCase().replaceAll("-", "_")}_URL`]: this.url },
      // A name that did not exist when a task started stays unknown to it.
      after: [this.service],
    };
  }

  alarms(): readonly AnyAlarm[] {
    return [...serviceAlarms(this.dimensions), ...this.emptyZones];
  }

  charts(): readonly Chart[] {
    return serviceCharts(this.dimensions);
  }

  private run(name: string, args: ServiceArgs, { securityGroup, task }: Parts): aws.ecs.Service {
    const { cluster, network, behind, uses = [], port = 8080, tags } = args;
    const zones = zonesOf(args);
    const door = behind && this.door(name, args, behind);
    return new aws.ecs.Service(
      name,
      {
        cluster: cluster.arn,
        taskDefinition: task.definition.arn,
        ...capacity(args),
        desiredCount: args.minimum ?? zones,
        networkConfiguration: {
          subnets: network.applicationSubnetIds.slice(0, zones),
          securityGroups: [securityGroup.id],
          assignPublicIp: false,
        },
        serviceConnectConfiguration: {
          enabled: true,
          namespace: cluster.namespaceArn,
          services: [
            {
              portName: "http",
              discoveryName: name,
              clientAlias: [{ dnsName: name, port }],
              timeout: { perRequestTimeoutSeconds: REQUEST_SECONDS },
            },
          ],
        },
        ...rollout(args),
        ...door?.inputs,
        tags: tagged(name, tags),
      },
      {
        parent: this,
        ignoreChanges: ["desiredCount"],
        dependsOn: [...task.ready, ...gather(uses).after, cluster.capacityProviders, ...(door?.ready ?? [])],
        ...patience(args),
      },
    );
  }

  /** How requests from outside come in, and what takes a release back that answers them wrongly. */
  private door(name: string, { port = 8080, release, tags }: ServiceArgs, behind: LoadBalancer): Door {
    const { targetGroupArn, blueGreen } = behind;
    const shift = release === Release.BlueGreen && blueGreen && trafficShiftRole(name, tags, this);
    const advanced = shift && {
      advancedConfiguration: {
        alternateTargetGroupArn: blueGreen.alternateTargetGroupArn,
        productionListenerRule: blueGreen.listenerRuleArn,
        roleArn: shift.arn,
      },
    };
    const alarm = badReleaseAlarm(name, { behind, tags }, this);
    return {
      inputs: {
        loadBalancers: [{ targetGroupArn, containerName: name, containerPort: port, ...advanced }],
        healthCheckGracePeriodSeconds: GRACE_SECONDS,
        alarms: { alarmNames: [alarm.name], enable: true, rollback: true },
      },
      ready: [behind.listener, ...(shift ? [shift.ready] : [])],
    };
  }
}

interface Parts {
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly task: TaskParts;
}

interface Door {
  readonly inputs: Partial<aws.ecs.ServiceArgs>;
  readonly ready: readonly pulumi.Resource[];
}
