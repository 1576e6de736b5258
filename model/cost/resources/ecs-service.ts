import { Arguments, part } from "../arguments";
import { type Component, gap, wholeMonth } from "../charge";
import type { Pricer, PricingContext } from "../context";
import { publicAddresses } from "./public-address";
import { SCALING_TARGET, TASK_DEFINITION } from "./types";

/** GiB of ephemeral storage that each Fargate task has free. https://aws.amazon.com/fargate/pricing/ */
const FREE_EPHEMERAL_GIB = 20;

/** An ECS service on Fargate, at its desired count or its autoscaling floor. On EC2 the machines are billed instead. */
export const ecsService: Pricer = (resource, context) =>
  part(() => {
    const service = new Arguments(resource.inputs);
    const definition = context.referenced("taskDefinition", TASK_DEFINITION)[0];
    const task = definition === undefined ? undefined : new Arguments(definition.inputs);
    const launch = launchType(service, task);
    if (launch === "FARGATE_SPOT") return [gap("Fargate Spot prices move; only on-demand prices are in the table")];
    if (launch !== "FARGATE") return [];
    if (task === undefined) return [gap("its task definition is not in the plan")];
    const count = taskCount(service, context);
    return [...taskComponents(task, count), ...part(() => addresses(service, count))];
  });

function launchType(service: Arguments, task: Arguments | undefined): string {
  const strategies = service.records("capacityProviderStrategies").map((each) => each.neededText("capacityProvider"));
  if (strategies.length > 0) return strategies.includes("FARGATE") ? "FARGATE" : (strategies[0] ?? "EC2");
  const needs = compatibilities(task);
  return service.text("launchType") ?? (needs.includes("FARGATE") ? "FARGATE" : "EC2");
}

function compatibilities(task: Arguments | undefined): readonly string[] {
  return task?.texts("requiresCompatibilities") ?? [];
}

/** The autoscaler keeps at least its floor running, whatever the service first asked for. */
function taskCount(service: Arguments, context: PricingContext): number {
  const floors = context
    .referrers(SCALING_TARGET)
    .map((target) => new Arguments(target.inputs).neededNumber("minCapacity"));
  const desired = service.number("desiredCount");
  if (floors.length === 0) return desired ?? 1;
  return Math.max(desired ?? 0, ...floors);
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
