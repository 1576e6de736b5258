import type { PlannedResource } from "../../model/plan";
import type { Edge } from "../../model/topology/topology";
import { list, record } from "../../model/value";
import { rule, type Verdict } from "../rule";
import type { Subject } from "../subject";
import { shutOff } from "./shut-subnets";

/** A security group that lets in nobody who asks is an outage that no health check tells from a slow start. */
export const callersAreLetIn = rule({
  name: "callers-are-let-in",
  displayName: "Callers are let in",
  description:
    "What users' requests need must let in what sends them there, by its security groups and its subnets' network ACLs.",
  severity: "high",
  kind: "reachability",
  tags: ["availability", "network"],
  remediationSteps:
    "Add a rule to the security group of what is called, with the caller's group as `referencedSecurityGroupId` (or in " +
    "`securityGroups` of an `ingress` rule) and the port that is called. A network ACL keeps no state: let the requests in " +
    "(`ingress`) and the answers out to ports 1024 to 65535 (`egress`).",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  about: [
    "ec2/SecurityGroup",
    "ec2/SecurityGroupRule",
    "vpc/SecurityGroupIngressRule",
    "ec2/NetworkAcl",
    "ec2/DefaultNetworkAcl",
  ],
  judge: (subject) => [...subject.topology.edges.flatMap((edge) => verdictOf(subject, edge)), ...shutOff(subject)],
});

function verdictOf(subject: Subject, { from, to, kind }: Edge): readonly Verdict[] {
  const { topology, groups } = subject;
  const [caller, callee] = [topology.tiers.get(from), topology.tiers.get(to)];
  if (kind !== "request" || caller === undefined || callee === undefined) return [];
  const calling = groupsOf(subject, caller.parts);
  const called = groupsOf(subject, callee.parts);
  if (calling === undefined || called === undefined) return [];
  const rules = groups.into(called);
  // A group without a rule in the plan has its rules elsewhere, and a rule of which the group is not known may be one of it.
  const elsewhere = called.some((group) => groups.into([group]).length === 0);
  if (elsewhere || groups.ingress.some(({ group }) => group === undefined)) return [];
  const lets = rules.some(
    ({ cidrs, cidrsUnknown, sources }) =>
      cidrsUnknown || cidrs.length > 0 || sources.length === 0 || sources.some((source) => calling.includes(source)),
  );
  if (lets) return [];
  const message = `${callee.name} lets in nobody of ${caller.name}, which sends it requests: no rule of ${names(called)} names ${names(calling)}.`;
  return [{ outcome: "violation", urn: callee.urn, message }];
}

/** The security groups of a tier; undefined where it has none, or some that the program does not make. */
function groupsOf({ index, groups }: Subject, parts: readonly string[]): readonly PlannedResource[] | undefined {
  const resources = parts.map((urn) => index.get(urn)).filter((each) => each !== undefined);
  const found = [...new Set(resources.flatMap((resource) => groups.of(resource)))];
  const written = resources.flatMap(({ inputs }) => [
    ...list(inputs.vpcSecurityGroupIds),
    ...list(inputs.securityGroups),
    ...list(inputs.securityGroupIds),
    ...list(record(list(inputs.networkConfiguration)[0] ?? inputs.networkConfiguration).securityGroups),
    ...list(record(list(inputs.vpcConfig)[0] ?? inputs.vpcConfig).securityGroupIds),
  ]);
  const isWhole = found.length > 0 && written.length > 0 && new Set(written.map(String)).size <= found.length;
  return isWhole ? found : undefined;
}

function names(groups: readonly PlannedResource[]): string {
  return groups.map(({ name }) => name).join(", ");
}
