import { list, type PropertyMap, record, text, type Value } from "../../../model/value";
import type { ConstructContext, Tracked, TrackedInput, TrackedMap } from "../../remote/construct";
import { apply, defined, isGiven, isOutput, type Optional, output, properties } from "../output";
import { referenced } from "../references";

/** The containers of a task. */
export interface Containers {
  /** What decides how they are called; unknown where that is. */
  readonly names: Tracked;
  readonly byName: readonly (readonly [string, Optional])[];
}

/** Reads `container` or `containers`. */
export function readContainers({ container, containers }: TrackedMap): Containers {
  if (isGiven(container) === isGiven(containers)) {
    throw new Error("Exactly one of container and containers must be given.");
  }
  if (isGiven(containers)) {
    // The provider makes one Output of several containers: a single unknown image leaves all of them unknown.
    const names = output(containers);
    return { names, byName: Object.entries(record(names.value)).sort(([a], [b]) => a.localeCompare(b)) };
  }
  const names = output(property(container, "name"));
  return { names, byName: [[text(names.value) ?? "container", container]] };
}

/** The definitions of all containers, in the order of their names. */
export function containerDefinitions(
  context: ConstructContext,
  { names, byName }: Containers,
  logGroup: Tracked | undefined,
): Tracked {
  const definitions = byName.map(([name, container]) => definition(context, name, container, logGroup));
  return apply(names, () => definitions);
}

/** A service's load balancers: one for each target group that a port mapping names. */
export function loadBalancers(context: ConstructContext, { names, byName }: Containers): Tracked {
  const mapped = byName.flatMap(([containerName, container]) =>
    apply(property(container, "portMappings") ?? [], (mappings) =>
      list(mappings).flatMap((mapping) => {
        const group = referenced(context, record(mapping).targetGroup);
        return group ? [balancer(containerName, group.output("arn"), group.output("port"))] : [];
      }),
    ),
  );
  return apply(names, () => apply(mapped, (groups) => list(groups).flatMap((group) => list(group))));
}

function balancer(containerName: string, targetGroupArn: Tracked, containerPort: Tracked): TrackedMap {
  return { containerName, containerPort, targetGroupArn };
}

function definition(
  context: ConstructContext,
  name: string,
  container: Optional,
  logGroup: Tracked | undefined,
): Tracked {
  return apply([container ?? {}, logGroup ?? null], (both) => {
    const [given, group] = list(both);
    const own = record(ordered(given ?? {}));
    const portMappings = isGiven(own.portMappings)
      ? list(own.portMappings).map((mapping) => portMapping(context, record(mapping)))
      : undefined;
    // What the container says keeps its place and the rest follows: the order shows in the text that becomes of it.
    const logged = { ...own, portMappings, name };
    const logsToGroup = isGiven(group) && !isGiven(own.logConfiguration);
    return defined(logsToGroup ? { ...logged, logConfiguration: awsLogs(name, record(group)) } : logged);
  });
}

/** A port mapping as ECS takes it: what is not said of a port follows from the other port or the target group's. */
function portMapping(context: ConstructContext, mapping: PropertyMap): TrackedInput {
  const { name, containerPortRange, appProtocol, containerPort, hostPort, protocol, targetGroup } = mapping;
  const groupPort = referenced(context, targetGroup)?.output("port");
  return defined({
    name,
    containerPortRange,
    appProtocol,
    containerPort: containerPort ?? hostPort ?? groupPort,
    hostPort: hostPort ?? groupPort ?? containerPort,
    protocol,
  });
}

function awsLogs(prefix: string, group: PropertyMap): TrackedMap {
  const options = defined({
    "awslogs-group": group.name,
    "awslogs-region": group.region,
    "awslogs-stream-prefix": prefix,
  });
  return { logDriver: "awslogs", options };
}

/** Records with their properties in order, as they come over the wire. */
function ordered(value: Value): Value {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object" || value.constructor !== Object) return value;
  const entries = Object.entries(value as PropertyMap).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}

function property(input: Optional, name: string): Optional {
  return isOutput(input) ? apply(input, (value) => record(value)[name]) : properties(input)?.[name];
}
