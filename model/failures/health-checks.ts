import type { PlannedResource } from "../plan";
import type { PlanIndex } from "../topology/plan-index";
import { flag, list, parsedJson, record, text } from "../value";

/** A health check that says something else than whether its target serves. */
export interface UntrueCheck {
  readonly resource: PlannedResource;
  readonly reason: string;
  readonly fix: string;
}

/** Words in a path that say that the check asks what stands behind the server too. */
const DEEP =
  /(^|[/_.-])(db|database|postgres(ql)?|mysql|redis|deep|deps|dependenc(y|ies)|full|downstream|backends?)([/_.-]|$)/i;
/** A command that answers well whatever happens. */
const ALWAYS_WELL = /^(exit 0|true|:|\/bin\/true|echo\b.*)$/;

/** Health checks by which nobody learns that a member is down, or by which all of them are at once. */
export function untrueChecks(index: PlanIndex): readonly UntrueCheck[] {
  return [
    ...index.ofType("autoscaling/Group").flatMap((group) => onlyMachines(index, group)),
    ...index.ofType("lb/TargetGroup").flatMap(ofTargetGroup),
    ...index.ofType("ecs/TaskDefinition").flatMap(ofContainers),
  ];
}

/** A group behind a load balancer that asks EC2 alone: a hung application stays in, out of service, for ever. */
function onlyMachines(index: PlanIndex, group: PlannedResource): readonly UntrueCheck[] {
  const behind =
    index.referred(group, "targetGroupArns", "lb/TargetGroup").length > 0 ||
    index.referred(group, "loadBalancers", "elb/LoadBalancer").length > 0 ||
    index.referred(group, "trafficSources", "lb/TargetGroup").length > 0 ||
    index.referring(group, "autoscaling/Attachment", "autoscalingGroupName").length > 0;
  const type = group.inputs.healthCheckType;
  if (!behind || (type !== undefined && (text(type) ?? "ELB") !== "EC2")) return [];
  return [
    {
      resource: group,
      reason: `${group.name} is behind a load balancer and asks EC2 alone: an instance whose application hangs is taken out of service and never replaced.`,
      fix: '`healthCheckType: "ELB"` on the group.',
    },
  ];
}

function ofTargetGroup(group: PlannedResource): readonly UntrueCheck[] {
  const check = record(group.inputs.healthCheck);
  const path = text(check.path);
  const found: UntrueCheck[] = [];
  const add = (reason: string, fix: string) => found.push({ resource: group, reason: `${group.name} ${reason}`, fix });
  if (path !== undefined && DEEP.test(path)) {
    add(
      `is checked at \`${path}\`, which by its name asks what stands behind the servers too: when that is slow, all of them are taken out at once.`,
      "a `healthCheck.path` that answers for the server itself.",
    );
  }
  const matcher = text(check.matcher);
  if (matcher !== undefined && takesErrors(matcher)) {
    add(
      `takes errors (\`${matcher}\`) for an answer: a server that only fails stays in service.`,
      '`healthCheck.matcher: "200-399"`.',
    );
  }
  if (flag(check.enabled) === false && text(group.inputs.targetType) !== "lambda") {
    add("checks none of its targets.", "`healthCheck.enabled: true`.");
  }
  return found;
}

/** Whether a matcher such as `200,201` or `200-599` holds an error of the server. */
function takesErrors(matcher: string): boolean {
  return matcher.split(",").some((part) => {
    const [first, last = first] = part.split("-").map(Number);
    return last !== undefined && last >= 500;
  });
}

function ofContainers(task: PlannedResource): readonly UntrueCheck[] {
  return list(parsedJson(task.inputs.containerDefinitions))
    .map(record)
    .filter(({ healthCheck }) => {
      const [, ...command] = list(record(healthCheck).command).map((word) => text(word) ?? "");
      return command.length > 0 && ALWAYS_WELL.test(command.join(" ").trim());
    })
    .map(({ name }) => ({
      resource: task,
      reason: `Container ${text(name) ?? "?"} of ${task.name} has a health check that always says well.`,
      fix: "a `healthCheck.command` that asks the application.",
    }));
}
