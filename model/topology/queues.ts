import type { PlannedResource, Urn } from "../plan";
import { list, parsedJson, record, text, type Value } from "../value";
import type { TopologyBuilder } from "./builder";
import { isWorkload } from "./compute";
import type { Edge } from "./topology";

/** What functions are started from. */
const MAPPED = ["sqs/Queue", "kinesis/Stream", "dynamodb/Table", "msk/Cluster", "mq/Broker", "docdb/Cluster"] as const;

/**
 * Turns "this workload knows that queue" into who sends and who receives. A function with an event source mapping
 * receives. Otherwise the permissions tell where they are known; otherwise, what takes requests sends, and what only
 * knows the queue receives.
 */
export function directQueues(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const mapping of index.ofType("lambda/EventSourceMapping")) {
    const consumer = builder.tierOf(index.one(mapping, "functionName", "lambda/Function"));
    const queue = builder.tierOf(index.one(mapping, "eventSourceArn", ...MAPPED));
    builder.edge(queue, consumer, "consume", `event source ${mapping.name}`);
  }
  const dead = deadLetterQueues(builder);
  for (const queue of builder.ofKind("queue")) {
    const known = builder.edges.to(queue.urn, "request");
    for (const edge of known) builder.edges.remove(edge);
    if (!dead.has(queue.urn)) directQueue(builder, queue.urn, known);
  }
}

function directQueue(builder: TopologyBuilder, queue: Urn, known: readonly Edge[]): void {
  const mapped = builder.edges.from(queue, "consume").length > 0;
  const idle = known.filter((edge) => !takesRequests(builder, edge.from));
  for (const edge of known) {
    const from = builder.tiers.get(edge.from);
    const to = builder.tiers.get(queue);
    const rights = from ? queueRights(builder, edge) : undefined;
    const receives = rights?.receives ?? (!mapped && (idle.length > 0 ? idle.includes(edge) : true));
    const sends = rights?.sends ?? (idle.length > 0 ? !idle.includes(edge) : true);
    if (sends) builder.edge(from, to, "enqueue", edge.evidence);
    if (receives) builder.edge(to, from, "consume", edge.evidence);
  }
}

function takesRequests(builder: TopologyBuilder, urn: Urn): boolean {
  return builder.edges.to(urn, "request").length > 0;
}

interface QueueRights {
  readonly sends: boolean;
  readonly receives: boolean;
}

/** What the workload's policies allow, where a policy's text is known. */
function queueRights(builder: TopologyBuilder, edge: Edge): QueueRights | undefined {
  const tier = builder.tiers.get(edge.from);
  if (!tier || !isWorkload(tier)) return undefined;
  const actions = policiesNaming(builder, edge.to).flatMap(({ policy, owners }) =>
    owners.some((owner) => tier.parts.includes(owner)) ? actionsOf(policy) : [],
  );
  if (actions.length === 0) return undefined;
  return {
    sends: actions.some((action) => /^sqs:(\*|SendMessage)/i.test(action)),
    receives: actions.some((action) => /^sqs:(\*|ReceiveMessage)/i.test(action)),
  };
}

function policiesNaming(
  builder: TopologyBuilder,
  queue: Urn,
): readonly { readonly policy: PlannedResource; readonly owners: readonly Urn[] }[] {
  return builder.index
    .ofType("iam/RolePolicy", "iam/Policy")
    .filter((policy) => (policy.propertyDependencies.policy ?? []).includes(queue))
    .map((policy) => ({ policy, owners: ownersOf(builder, policy) }));
}

/** Workloads that run under the role that a policy is attached to. */
function ownersOf(builder: TopologyBuilder, policy: PlannedResource): readonly Urn[] {
  const { index } = builder;
  const attachments = index.referring(policy, "iam/RolePolicyAttachment", "policyArn");
  const roles = [policy, ...attachments].flatMap((each) => index.referred(each, "role", "iam/Role"));
  return roles.flatMap((role) => [
    ...index.referring(role, "lambda/Function", "role").map((each) => each.urn),
    ...index
      .referring(role, "ecs/TaskDefinition", "taskRoleArn")
      .flatMap((task) => index.referring(task, "ecs/Service", "taskDefinition"))
      .map((each) => each.urn),
  ]);
}

function actionsOf(policy: PlannedResource): readonly string[] {
  const document = parsedJson(policy.inputs.policy) ?? policy.inputs.policy;
  return list(record(document).Statement)
    .map(record)
    .flatMap((statement) => [text(statement.Action), ...list(statement.Action as Value).map(text)])
    .filter((action) => action !== undefined) as string[];
}

/** Queues that only take what others could not deliver. */
function deadLetterQueues(builder: TopologyBuilder): ReadonlySet<Urn> {
  const { index } = builder;
  const dead = [
    ...index.ofType("sqs/Queue").flatMap((queue) => index.referred(queue, "redrivePolicy", "sqs/Queue")),
    ...index.ofType("sqs/RedrivePolicy").flatMap((policy) => index.referred(policy, "redrivePolicy", "sqs/Queue")),
  ];
  return new Set(dead.map((queue) => queue.urn));
}
