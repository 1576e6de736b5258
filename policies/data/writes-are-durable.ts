import type { PlannedResource } from "../../model/plan";
import { list, number, record, text } from "../../model/value";
import { type Faults, faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";
import type { Subject } from "../subject";

/** Parameter → whether the value lets a database say that it has written what a crash still takes. */
const LOSING: { readonly [parameter: string]: (value: string) => boolean } = {
  synchronous_commit: (value) => /^(off|0|false|no)$/i.test(value),
  innodb_flush_log_at_trx_commit: (value) => value !== "1",
};
const WRITABLE = /^(0|off)$/i;

/** A write that was acknowledged and is gone after a crash is noticed by the user, and by nobody else. */
export const writesAreDurable = rule({
  name: "writes-are-durable",
  displayName: "Writes are durable",
  description: "A database must have written what it acknowledges, and a replica take writes from its source only.",
  severity: "high",
  kind: "durability",
  tags: ["data"],
  remediationSteps:
    "Leave `synchronous_commit` on, `innodb_flush_log_at_trx_commit` at 1, and `read_only` of a replica at AWS's own value.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html",
  about: ["rds/ParameterGroup", "rds/ClusterParameterGroup"],
  judge: (subject) => [
    ...faultsOf(subject, ["rds/ParameterGroup", "rds/ClusterParameterGroup"], lossFaults),
    ...faultsOf(subject, ["rds/ParameterGroup"], (group) => [writableFault(subject, group)]),
  ],
});

function lossFaults({ inputs }: PlannedResource): Faults {
  return parametersOf(inputs).map(
    ([name, value]) =>
      LOSING[name]?.(value) === true && `sets \`${name}\` to ${value}: a crash loses writes that were acknowledged`,
  );
}

/** Of a primary it is as it must be; AWS's own value is writable there and not on a replica. */
function writableFault({ index }: Subject, group: PlannedResource): string | false {
  const writable = parametersOf(group.inputs).some(([name, value]) => name === "read_only" && WRITABLE.test(value));
  const replica = index
    .referring(group, "rds/Instance", "parameterGroupName")
    .find(({ inputs }) => isSet(inputs.replicateSourceDb));
  return (
    writable &&
    replica !== undefined &&
    `lets the replica ${replica.name} take writes (\`read_only\` off), which its source never sees`
  );
}

function parametersOf({ parameters }: PlannedResource["inputs"]): readonly (readonly [string, string])[] {
  return list(parameters)
    .map(record)
    .flatMap(({ name, value }) => {
      const written = text(value) ?? number(value)?.toString();
      return written === undefined ? [] : [[text(name) ?? "", written] as const];
    });
}
