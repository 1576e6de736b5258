import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import type { AnyAlarm, Chart, Watched } from "./alarm";
import type { Cluster } from "./cluster";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import type { Queue } from "./queue";
import { patience, rollout } from "./rollout";
import { allowHttpsOut, closedSecurityGroup, connectAll } from "./security-group";
import { type ServiceDimensions, serviceAlarms, serviceCharts } from "./service-alarms";
import { ServiceScaling } from "./service-scaling";
import { tagged } from "./tags";
import { checkTask, fargateTask, type TaskArgs, type TaskParts } from "./task";
import { type CapacityArgs, capacity, checkCapacity } from "./task-capacity";
import { FARGATE_MAX_STOP_SECONDS } from "./versions";

export interface WorkerArgs extends TaskArgs, CapacityArgs {
  readonly cluster: Cluster;
  /** Its application subnets hold the tasks. */
  readonly network: Network;
  /** Where the work comes from. */
  readonly queue: Queue;
  /**
   * Fewest tasks.
   * @default - as many as the network has zones: one in each
   */
  readonly minimum?: number;
  /** Most tasks. */
  readonly maximum: number;
  /**
   * Waiting messages per task that scaling aims at, 1 to 100000.
   * @default 100
   */
  readonly messagesPerTask?: number;
  /**
   * Seconds that a stopping task has between SIGTERM and its end by force, 10 to 120.
   * @default - what the queue's consumers may take for one message and 10 more; never less than 30
   */
  readonly stopSeconds?: number;
  /**
   * The first of these seconds, in which it goes on taking work.
   * @default 0
   */
  readonly drainSeconds?: number;
}

const MIN_STOP_SECONDS = 30;
const STOP_MARGIN_SECONDS = 10;

/** Fargate tasks that take work from a queue: as many as the backlog asks for, whatever their CPU says. */
export class Worker extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly serviceName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly appLog: pulumi.Output<string>;
  private readonly dimensions: ServiceDimensions;

  constructor(name: string, given: WorkerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:compute:Worker", name, given, opts);
    const args = { drainSeconds: 0, minimum: given.network.zones, stopSeconds: stopSeconds(given.queue), ...given };
    check(name, args);
    const { cluster, network, queue, minimum, maximum, uses = [], messagesPerTask = 100, tags } = args;

    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: `Tasks of the worker ${name}`, tags },
      this,
    );
    allowHttpsOut(`${name}-https`, securityGroup.id, this);
    connectAll(name, securityGroup.id, uses, this);
    const all = [...uses, queue.consumerAccess(), taskProtection(cluster)];
    const task = fargateTask(name, { ...args, uses: all }, undefined, this);
    const service = this.run(name, args, { securityGroup, task });
    new ServiceScaling(name, { cluster, service, minimum, maximum }, this).onBacklog(queue.queueName, messagesPerTask);

    this.watchName = name;
    this.serviceName = service.name;
    this.securityGroupId = securityGroup.id;
    this.logGroupName = task.logGroup.name;
    this.appLog = this.logGroupName;
    this.dimensions = { ClusterName: cluster.clusterName, ServiceName: this.serviceName };
    this.registerOutputs({
      serviceName: this.serviceName,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
    });
  }

  alarms(): readonly AnyAlarm[] {
    return serviceAlarms(this.dimensions);
  }

  charts(): readonly Chart[] {
    return serviceCharts(this.dimensions);
  }

  private run(name: string, args: WorkerArgs, { securityGroup, task }: Parts): aws.ecs.Service {
    const { cluster, network, minimum = network.zones, tags } = args;
    return new aws.ecs.Service(
      name,
      {
        cluster: cluster.arn,
        taskDefinition: task.definition.arn,
        ...capacity(args),
        desiredCount: minimum,
        networkConfiguration: {
          subnets: network.applicationSubnetIds,
          securityGroups: [securityGroup.id],
          assignPublicIp: false,
        },
        ...rollout(),
        tags: tagged(name, tags),
      },
      {
        parent: this,
        ignoreChanges: ["desiredCount"],
        dependsOn: [...task.ready, cluster.capacityProviders],
        ...patience(),
      },
    );
  }
}

interface Parts {
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly task: TaskParts;
}

/** Long enough to finish a message; what takes longer is put back by its visibility timeout. */
function stopSeconds({ consumerTimeoutSeconds }: Queue): number {
  return Math.min(Math.max(MIN_STOP_SECONDS, consumerTimeoutSeconds + STOP_MARGIN_SECONDS), FARGATE_MAX_STOP_SECONDS);
}

/**
 * Lets code say that it is busy, by a PUT to `$ECS_AGENT_URI/task-protection/v1/state`: scaling in and releases then stop
 * other tasks. It should say so for as long as a message takes and take it back afterwards, or releases have to wait.
 */
function taskProtection({ arn }: Cluster): Access {
  const tasks = arn.apply((cluster) => `${cluster.replace(":cluster/", ":task/")}/*`);
  const actions = ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"];
  return { name: "task-protection", statements: [{ actions, resources: [tasks] }] };
}

function check(name: string, args: WorkerArgs & { readonly minimum: number }): void {
  const { network, minimum, maximum, messagesPerTask = 100 } = args;
  checkCapacity(checkTask(new Mistakes(), args), args, maximum)
    .require(network.nat !== "none", "network", "must have NAT: tasks without a way out cannot fetch their image")
    .requireRange("minimum", minimum, 1, maximum)
    .requireRange("messagesPerTask", messagesPerTask, 1, 100_000)
    .throwFor("Worker", name);
}
