import Big from "big.js";
import type { CostLine } from "../assessment";
import type { Plan, PlannedResource, Urn } from "../plan";

/** The parts of an architecture that a bill is told apart by. */
export const TIERS = ["edge", "compute", "data", "network", "observability", "security", "other"] as const;
export type Tier = (typeof TIERS)[number];

/** What one part of a program costs a month. Amounts are decimal strings in USD. */
export interface CostShare {
  /** A tier, or the component as reports show it. */
  readonly name: string;
  readonly fixed: string;
  readonly usage: string;
  readonly total: string;
  /** Lines that depend on usage that nobody declared. */
  readonly open: number;
}

export interface CostBreakdown {
  readonly byTier: readonly CostShare[];
  /** Components that stand right below the stack, and resources that stand there alone. */
  readonly byComponent: readonly CostShare[];
}

/** Modules of the AWS provider by tier; single types, which go before, below them. */
const MODULES: { readonly [tier in Exclude<Tier, "other">]: readonly string[] } = {
  edge: ["cloudfront", "route53", "globalaccelerator", "apigateway", "apigatewayv2", "lb", "alb", "elb"],
  compute: ["ec2", "ecs", "ecr", "eks", "lambda", "autoscaling", "appautoscaling", "sfn", "ebs", "dlm"],
  data: ["rds", "dynamodb", "elasticache", "s3", "sqs", "sns", "efs", "backup"],
  network: ["servicediscovery"],
  observability: ["cloudwatch", "cloudtrail"],
  security: ["kms", "secretsmanager", "ssm", "wafv2"],
};

const TYPES: { readonly [type: string]: Tier } = {
  "aws:ec2/natGateway:NatGateway": "network",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "network",
  "aws:ec2/eip:Eip": "network",
  "aws:ec2/flowLog:FlowLog": "observability",
  "aws:cloudwatch/eventBus:EventBus": "data",
  // Transfer, which belongs to no single resource, stands on the stack.
  "pulumi:pulumi:Stack": "network",
};

const TIER_OF_MODULE = new Map(
  Object.entries(MODULES).flatMap(([tier, modules]) => modules.map((module) => [module, tier as Tier] as const)),
);

/** The tier that a resource type is billed under. */
export function tierOf(type: string): Tier {
  return TYPES[type] ?? TIER_OF_MODULE.get(type.split(":")[1]?.split("/")[0] ?? "") ?? "other";
}

/** Adds a bill up by tier and by component, the dearest first. Every line counts once in each. */
export function costBreakdown(plan: Plan, lines: readonly CostLine[]): CostBreakdown {
  const resources = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  const byTier = shares(lines, ({ urn }) => tierOf(typeIn(urn)));
  return {
    byTier: TIERS.flatMap((tier) => byTier.filter(({ name }) => name === tier)),
    byComponent: shares(lines, ({ urn }) => topmost(urn, resources)).sort((a, b) => Number(b.total) - Number(a.total)),
  };
}

function shares(lines: readonly CostLine[], nameOf: (line: CostLine) => string): CostShare[] {
  const groups = new Map<string, CostLine[]>();
  for (const line of lines) {
    const name = nameOf(line);
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  return [...groups].map(([name, group]) => {
    const [fixed, usage] = [sum(group, "fixed"), sum(group, "usage")];
    return {
      name,
      fixed: fixed.toFixed(),
      usage: usage.toFixed(),
      total: fixed.plus(usage).toFixed(),
      open: group.filter(({ monthly }) => monthly === null).length,
    };
  });
}

function sum(lines: readonly CostLine[], kind: CostLine["kind"]): Big {
  return lines
    .filter((line) => line.kind === kind)
    .reduce((total, { monthly }) => total.plus(monthly ?? 0), new Big(0));
}

/** The URN of the outermost component that a resource is in, itself where it is in none. */
function topmost(urn: Urn, resources: ReadonlyMap<Urn, PlannedResource>): Urn {
  const parent = resources.get(urn)?.parent;
  if (parent === undefined || parent === null || typeIn(parent) === "pulumi:pulumi:Stack") return urn;
  return topmost(parent, resources);
}

function typeIn(urn: Urn): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
