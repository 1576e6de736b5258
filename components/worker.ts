import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Alarm, Watched } from "./alarm";
import type { Cluster } from "./cluster";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import type { Queue } from "./queue";
import { ROLLOUT } from "./rollout";
import { allowHttpsOut, closedSecurityGroup, connectAll } from "./security-group";
import { serviceAlarms } from "./service-alarms";
import { scaledOnBacklog } from "./service-scaling";
import { tagged } from "./tags";
import { checkTask, fargateTask, type TaskArgs, type TaskParts } from "./task";

export interface WorkerArgs extends TaskArgs {
  readonly cluster: Cluster;
  /** Its application subnets hold the tasks. */
  readonly network: Network;
  /** Where the work comes from. */
  readonly queue: Queue;
  /** Fewest tasks; two let work go on while one fails. */
  readonly minimum: number;
  /** Most tasks. */
  readonly maximum: number;
  /**
   * Waiting messages per task that scaling aims at, 1 to 100000.
   * @default 100
   */
  readonly messagesPerTask?: number;
}

/** Fargate tasks that take work from a queue: as many as the backlog asks for, whatever their CPU says. */
export class Worker extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly serviceName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  private readonly clusterName: pulumi.Output<string>;

  constructor(name: string, args: WorkerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:compute:Worker", name, args, opts);
    check(name, args);
    const { cluster, network, queue, minimum, maximum, uses = [], messagesPerTask = 100, tags } = args;

    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: `Tasks of the worker ${name}`, tags },
      this,
    );
    allowHttpsOut(`${name}-https`, securityGroup.id, this);
    connectAll(name, securityGroup.id, uses, this);
    const task = fargateTask(name, { ...args, uses: [...uses, queue.consumerAccess()] }, undefined, this);
    const service = this.run(name, args, { securityGroup, task });
    scaledOnBacklog(name, { cluster, service, minimum, maximum, queueName: queue.queueName, messagesPerTask }, this);

    this.watchName = name;
    this.serviceName = service.name;
    this.securityGroupId = securityGroup.id;
    this.logGroupName = task.logGroup.name;
    this.clusterName = cluster.clusterName;
    this.registerOutputs({
      serviceName: this.serviceName,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
    });
  }

  alarms(): readonly Alarm[] {
    return serviceAlarms({ ClusterName: this.clusterName, ServiceName: this.serviceName });
  }

  private run(name: string, args: WorkerArgs, parts: Parts): aws.ecs.Service {
    const { cluster, network, minimum, tags } = args;
    const { securityGroup, task } = parts;
    return new aws.ecs.Service(
      name,
      {
        cluster: cluster.arn,
        taskDefinition: task.definition.arn,
        launchType: "FARGATE",
        desiredCount: minimum,
        networkConfiguration: {
          subnets: network.applicationSubnetIds,
          securityGroups: [securityGroup.id],
          assignPublicIp: false,
        },
        ...ROLLOUT,
        tags: tagged(name, tags),
      },
      { parent: this, ignoreChanges: ["desiredCount"], dependsOn: [...task.ready] },
    );
  }
}

interface Parts {
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly task: TaskParts;
}

function check(name: string, args: WorkerArgs): void {
  const { network, minimum, maximum, messagesPerTask = 100 } = args;
  checkTask(new Mistakes(), args)
    .require(network.nat !== "none", "network", "must have NAT: tasks without a way out cannot fetch their image")
    .requireRange("minimum", minimum, 1, maximum)
    .requireRange("messagesPerTask", messagesPerTask, 1, 100_000)
    .throwFor("Worker", name);
}
