import { flag, list } from "../../../model/value";
import { type Construct, type ConstructContext, reference, type TrackedMap } from "../../remote/construct";
import { lookUpDefaultVpc } from "../ec2/default-vpc";
import { openSecurityGroup } from "../open-security-group";
import { apply, defined, isGiven, type Optional, omit, output } from "../output";
import { referencedDirectly } from "../references";
import { EC2, FARGATE, serviceTask, serviceTaskArgs, type Task } from "./task-definition";

const OWN_ARGS = [
  "assignPublicIp",
  "continueBeforeSteadyState",
  "taskDefinitionArgs",
  "useClusterDefaultCapacityProviderStrategy",
];

/** `awsx:ecs:FargateService`. */
export const fargateService: Construct = async (context) => {
  const { inputs: args } = context;
  if (isGiven(args.networkConfiguration) && isGiven(args.assignPublicIp)) {
    throw new Error(
      "networkConfiguration and assignPublicIp exclude each other: write assignPublicIp into networkConfiguration.",
    );
  }
  const taskArgs = serviceTaskArgs(args);
  const task = taskArgs && (await serviceTask(context, FARGATE, taskArgs));
  const launchType = launch(args, "FARGATE");
  const networkConfiguration = args.networkConfiguration ?? (await defaultNetwork(context));
  return registerService(context, task, { desiredCount: args.desiredCount ?? 1, launchType, networkConfiguration });
};

/** `awsx:ecs:EC2Service`. */
export const ec2Service: Construct = async (context) => {
  const taskArgs = serviceTaskArgs(context.inputs);
  const task = taskArgs && (await serviceTask(context, EC2, taskArgs));
  return registerService(context, task, { launchType: launch(context.inputs, "EC2") });
};

/** Neither a launch type nor a strategy of its own lets the cluster's default strategy apply. */
function launch(args: TrackedMap, type: string): string | undefined {
  const { capacityProviderStrategies: own, useClusterDefaultCapacityProviderStrategy: useDefault } = args;
  const fromCluster = isGiven(useDefault) && flag(output(useDefault).value) !== false;
  if (isGiven(own) && fromCluster) {
    throw new Error("capacityProviderStrategies and useClusterDefaultCapacityProviderStrategy exclude each other.");
  }
  return isGiven(own) || fromCluster ? undefined : type;
}

async function registerService(
  context: ConstructContext,
  task: Task | undefined,
  more: { readonly [property: string]: Optional },
): Promise<TrackedMap> {
  const { inputs: args, name } = context;
  const service = await context.register(
    "aws:ecs/service:Service",
    name,
    defined({
      ...omit(args, OWN_ARGS),
      ...more,
      cluster: referencedDirectly(context, args.cluster)?.output("arn") ?? args.cluster,
      loadBalancers: args.loadBalancers ?? task?.loadBalancers,
      waitForSteadyState: apply(args.continueBeforeSteadyState ?? false, (early) => !flag(early)),
      taskDefinition: task?.definition.output("arn") ?? args.taskDefinition,
    }),
  );
  return defined({ service: reference(service), taskDefinition: task && reference(task.definition) });
}

/** Without a network of its own a service runs in the default VPC, open to everybody there. */
async function defaultNetwork(context: ConstructContext): Promise<TrackedMap> {
  const vpc = await lookUpDefaultVpc(context);
  const group = await context.register(
    "aws:ec2/securityGroup:SecurityGroup",
    `${context.name}-sg`,
    openSecurityGroup(vpc.vpcId),
  );
  const assignPublicIp = context.inputs.assignPublicIp ?? false;
  const subnets = apply([assignPublicIp, vpc.publicSubnetIds, vpc.privateSubnetIds], (all) => {
    const [isPublic, publicIds, privateIds] = list(all);
    if (!flag(isPublic) && list(privateIds).length === 0) {
      throw new Error(
        "The default VPC has no private subnets: set assignPublicIp to true, give a networkConfiguration or add private subnets.",
      );
    }
    return flag(isPublic) ? publicIds : privateIds;
  });
  return { subnets, assignPublicIp, securityGroups: [group.output("id")] };
}
