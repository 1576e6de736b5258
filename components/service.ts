import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Access, gather } from "./access";
import type { Alarm, Watched } from "./alarm";
import type { Cluster } from "./cluster";
import type { LoadBalancer } from "./load-balancer";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import { ROLLOUT } from "./rollout";
import { allowHttpsOut, closedSecurityGroup, connect, connectAll } from "./security-group";
import { serviceAlarms } from "./service-alarms";
import { scaledOnCpu } from "./service-scaling";
import { tagged } from "./tags";
import { checkTask, fargateTask, type TaskArgs, type TaskParts } from "./task";

export interface ServiceArgs extends TaskArgs {
  readonly cluster: Cluster;
  /** Its application subnets hold the tasks. */
  readonly network: Network;
  /** Fewest tasks. At least the number of zones keeps one in each. */
  readonly minimum: number;
  /** Most tasks. */
  readonly maximum: number;
  /**
   * Sends requests from outside to the tasks. Its targets are tasks.
   * @default - only other services of the cluster reach it
   */
  readonly behind?: LoadBalancer;
  /**
   * TCP port that the code listens on.
   * @default 8080
   */
  readonly port?: number;
  /**
   * Zones that tasks are spread over, the first ones of the network.
   * @default - every zone of the network
   */
  readonly zones?: number;
  /**
   * Average CPU that scaling aims at, 10 to 90 percent.
   * @default 50
   */
  readonly targetCpuPercent?: number;
}

const GRACE_SECONDS = 60;

/** A service on Fargate: spread over zones, scaled on CPU, and back at the last good release when a new one fails. */
export class Service extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly serviceName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** Where other services of the cluster reach it. */
  readonly url: string;
  readonly port: number;
  private readonly clusterName: pulumi.Output<string>;
  private readonly service: aws.ecs.Service;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:compute:Service", name, args, opts);
    check(name, args);
    const { cluster, network, minimum, maximum, behind, uses = [], port = 8080, targetCpuPercent = 50, tags } = args;

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
    scaledOnCpu(name, { cluster, service: this.service, minimum, maximum, targetCpuPercent }, this);

    this.watchName = name;
    this.serviceName = this.service.name;
    this.securityGroupId = securityGroup.id;
    this.logGroupName = task.logGroup.name;
    this.url = `http://${name}:${port}`;
    this.port = port;
    this.clusterName = cluster.clusterName;
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

  alarms(): readonly Alarm[] {
    return serviceAlarms({ ClusterName: this.clusterName, ServiceName: this.serviceName });
  }

  private run(name: string, args: ServiceArgs, parts: Parts): aws.ecs.Service {
    const { cluster, network, minimum, behind, uses = [], zones = network.zones, port = 8080, tags } = args;
    const { securityGroup, task } = parts;
    const subnets = network.applicationSubnetIds.slice(0, zones);
    const loadBalancers = behind && {
      loadBalancers: [{ targetGroupArn: behind.targetGroupArn, containerName: name, containerPort: port }],
      healthCheckGracePeriodSeconds: GRACE_SECONDS,
    };
    return new aws.ecs.Service(
      name,
      {
        cluster: cluster.arn,
        taskDefinition: task.definition.arn,
        launchType: "FARGATE",
        desiredCount: minimum,
        networkConfiguration: { subnets, securityGroups: [securityGroup.id], assignPublicIp: false },
        ...loadBalancers,
        serviceConnectConfiguration: {
          enabled: true,
          namespace: cluster.namespaceArn,
          services: [{ portName: "http", discoveryName: name, clientAlias: [{ dnsName: name, port }] }],
        },
        ...ROLLOUT,
        tags: tagged(name, tags),
      },
      {
        parent: this,
        ignoreChanges: ["desiredCount"],
        dependsOn: [...task.ready, ...gather(uses).after, ...(behind ? [behind.listener] : [])],
      },
    );
  }
}

interface Parts {
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly task: TaskParts;
}

function check(name: string, args: ServiceArgs): void {
  const { network, behind, minimum, maximum, zones = network.zones } = args;
  checkTask(new Mistakes(), args)
    .require(network.nat !== "none", "network", "must have NAT: tasks without a way out cannot fetch their image")
    .require(
      behind === undefined || behind.targets === "ip",
      "behind",
      `must send requests to tasks, got targets: ${behind?.targets}`,
    )
    .requireRange("minimum", minimum, 1, maximum)
    .requireRange("zones", zones, 1, network.zones)
    .requireRange("port", args.port ?? 8080, 1, 65_535)
    .requireRange("targetCpuPercent", args.targetCpuPercent ?? 50, 10, 90)
    .throwFor("Service", name);
}
