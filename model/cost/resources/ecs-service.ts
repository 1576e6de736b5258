import { Arguments, part } from "../arguments";
import { beyondInfracost, type Component, gap, onlyInfracost, wholeMonth } from "../charge";
import type { Pricer, PricingContext } from "../context";
import { publicAddresses } from "./public-address";
import { SCALING_TARGET, TASK_DEFINITION } from "./types";

const CLUSTER = "aws:ecs/cluster:Cluster";
const CLUSTER_PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
/** GiB of ephemeral storage that each Fargate task has free. https://aws.amazon.com/fargate/pricing/ */
const FREE_EPHEMERAL_GIB = 20;

/** An ECS service on Fargate, at its desired count or its autoscaling floor. On EC2 the machines are billed instead. */
export const ecsService: Pricer = (resource, context) =>
  part(() => {
    const service = new Arguments(resource.inputs);
    const definition = context.referenced("taskDefinition", TASK_DEFINITION)[0];
    const task = definition === undefined ? undefined : new Arguments(definition.inputs);
    const { onDemand, spot } = placement(service, task, context);
    if (onDemand + spot === 0) return [];
    if (task === undefined) return [gap("its task definition is not in the plan")];
    return [
      ...(spot === 0 ? taskComponents(task, onDemand) : withSpot(task, onDemand, spot)),
      ...part(() => addresses(service, onDemand + spot)),
    ];
  });

/** Spot tasks have no price of their own in the table; infracost bills them as if on demand. */
function withSpot(task: Arguments, onDemand: number, spot: number): readonly Component[] {
  return [
    ...beyondInfracost([
      ...(onDemand > 0 ? taskComponents(task, onDemand) : []),
      gap(`${spot} of ${onDemand + spot} tasks are Fargate Spot: their price moves`),
    ]),
    ...onlyInfracost(taskComponents(task, onDemand + spot)).filter(isBilledByInfracost),
  ];
}

function isBilledByInfracost(component: Component): boolean {
  return !("beyondInfracost" in component);
}

interface Placement {
  readonly onDemand: number;
  readonly spot: number;
}

/** How many tasks run on Fargate, and how many of them on its spot capacity: the service's strategy or its cluster's. */
function placement(service: Arguments, task: Arguments | undefined, context: PricingContext): Placement {
  const count = taskCount(service, context);
  const own = service.records("capacityProviderStrategies");
  const strategy = own.length > 0 || service.text("launchType") !== undefined ? own : clusterStrategy(context);
  if (strategy.length === 0) {
    const onFargate =
      service.text("launchType") ?? (task?.texts("requiresCompatibilities").includes("FARGATE") ? "FARGATE" : "EC2");
    return { onDemand: onFargate === "FARGATE" ? count : 0, spot: 0 };
  }
  const [fargate, spot] = ["FARGATE", "FARGATE_SPOT"].map((name) => share(strategy, name));
  if (fargate === undefined || spot === undefined) return { onDemand: 0, spot: 0 };
  const rest = Math.max(0, count - fargate.base - spot.base);
  const weights = fargate.weight + spot.weight;
  const onDemand = Math.min(count, fargate.base + (weights === 0 ? 0 : Math.ceil((rest * fargate.weight) / weights)));
  return { onDemand, spot: weights + fargate.base + spot.base === 0 ? 0 : count - onDemand };
}

function share(strategy: readonly Arguments[], provider: string): { readonly base: number; readonly weight: number } {
  const found = strategy.find((each) => each.text("capacityProvider") === provider);
  return { base: found?.number("base") ?? 0, weight: found === undefined ? 0 : (found.number("weight") ?? 0) };
}

/** What services of the cluster run on when they do not say. */
function clusterStrategy(context: PricingContext): readonly Arguments[] {
  const cluster = context.referenced("cluster", CLUSTER)[0];
  const providers = cluster === undefined ? undefined : context.of(cluster).referrers(CLUSTER_PROVIDERS)[0];
  return providers === undefined ? [] : new Arguments(providers.inputs).records("defaultCapacityProviderStrategies");
}

/** The autoscaler keeps at least its floor running, whatever the service first asked for. */
function taskCount(service: Arguments, context: PricingContext): number {
  const floors = context
    .referrers(SCALING_TARGET)
    .map((target) => new Arguments(target.inputs).neededNumber("minCapacity"));
  return Math.max(service.number("desiredCount") ?? 0, ...floors);
}

/** vCPU, memory and storage of `count` Fargate tasks. */
function taskComponents(task: Arguments, count: number): readonly Component[] {
  const platform = task.record("runtimePlatform");
  const system = platform.text("operatingSystemFamily") ?? "LINUX";
  if (!system.startsWith("LINUX")) return [gap(`the price table has Fargate for Linux only, not for ${system}`)];
  const chip = platform.text("cpuArchitecture") === "ARM64" ? "arm" : "x86";
  const memory = gibibytes(task.neededScalar("memory"));
  const cpu = virtualCpus(task.neededScalar("cpu"));
  const storage = task.record("ephemeralStorage").number("sizeInGib") ?? FREE_EPHEMERAL_GIB;
  const note = (each: number, unit: string): string => `${count} × ${each} ${unit}`;
  return [
    wholeMonth("Per GB per hour", `fargate.linux.${chip}.memory`, memory * count, "GB", { note: note(memory, "GB") }),
    wholeMonth("Per vCPU per hour", `fargate.linux.${chip}.vcpu`, cpu * count, "CPU", { note: note(cpu, "vCPU") }),
    ...(storage > FREE_EPHEMERAL_GIB
      ? [
          wholeMonth("Ephemeral storage", "fargate.ephemeral_storage", (storage - FREE_EPHEMERAL_GIB) * count, "GB", {
            beyondInfracost: true,
          }),
        ]
      : []),
  ];
}

/** `512` (MiB) or `2 GB`, in GiB. */
function gibibytes(memory: string): number {
  const value = Number.parseFloat(memory);
  return /gb/i.test(memory) ? value : value / 1024;
}

/** `256` (1,024ths of a vCPU) or `1 vCPU`, in vCPUs. */
function virtualCpus(cpu: string): number {
  const value = Number.parseFloat(cpu);
  return /vcpu/i.test(cpu) ? value : value / 1024;
}

function addresses(service: Arguments, count: number): readonly Component[] {
  return publicAddresses(service.record("networkConfiguration").flag("assignPublicIp") === true ? count : 0);
}
