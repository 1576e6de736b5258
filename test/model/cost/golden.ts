import type { CostLine } from "../../../model/assessment";
import type { UsageValues } from "../../../model/cost";
import { estimateCost } from "../../../model/cost";
import type { Plan, PlannedResource } from "../../../model/plan";
import type { PropertyMap } from "../../../model/value";
import file from "./golden-cases.json";
import { plannedResource, planOf } from "./plans";

/** One thing that infracost bills in a case; a null quantity depends on usage, and has a unit price instead. */
interface ExpectedComponent {
  readonly name: string;
  readonly monthlyQty: number | null;
  readonly unit: string;
  readonly monthlyCost: number | null;
  readonly unitPrice?: number;
  readonly usageBased: boolean;
}

interface Described {
  readonly type: string | null;
  readonly inputs: PropertyMap;
}

export interface GoldenCase {
  readonly id: string;
  readonly region: string;
  readonly pulumi: Described;
  readonly related?: readonly { readonly pulumi: Described }[];
  readonly usage: UsageValues;
  readonly expected: { readonly components: readonly ExpectedComponent[]; readonly totalMonthlyCost: number };
}

export const GOLDEN_CASES = file.cases as unknown as readonly GoldenCase[];

/** USD that a component may differ: the source rounds to the cent. */
const TOLERANCE = 0.01;

/** The property through which the case's resource refers to a related one. */
const REFERENCES: { readonly [type: string]: string } = {
  "aws:ec2/launchTemplate:LaunchTemplate": "launchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration": "launchConfiguration",
  "aws:ecs/taskDefinition:TaskDefinition": "taskDefinition",
  "aws:ecs/cluster:Cluster": "cluster",
  "aws:rds/cluster:Cluster": "clusterIdentifier",
  "aws:ebs/volume:Volume": "volumeId",
};

interface Lost {
  readonly inputs?: PropertyMap;
  readonly usage?: UsageValues;
  readonly subscriptions?: number;
}

/**
 * What three cases lost on their way out of Terraform: a `for_each` key (the address says `extended_support["1.27"]`),
 * a subscription that refers back to its topic (the address ends in `withSubscriptions`), and the usage of a function
 * (its expected quantity is 0.2 million).
 */
const LOST: { readonly [id: string]: Lost } = {
  "cloudfront_function-01": { usage: { monthly_requests: 200_000 } },
  "eks_cluster-01": { inputs: { version: "1.27" } },
  "sns_topic-03": { subscriptions: 1 },
};

/** The plan of a case: its resource, after those it refers to. */
function casePlan(golden: GoldenCase): { readonly plan: Plan; readonly subject: PlannedResource } {
  const related = (golden.related ?? []).map(({ pulumi }, index) =>
    plannedResource({ type: pulumi.type ?? "", name: `related-${index}`, inputs: pulumi.inputs }),
  );
  const subject = plannedResource({
    type: golden.pulumi.type ?? "",
    name: golden.id,
    inputs: { ...golden.pulumi.inputs, ...LOST[golden.id]?.inputs },
    propertyDependencies: Object.fromEntries(related.map((each) => [REFERENCES[each.type] ?? "tags", [each.urn]])),
  });
  const subscriptions = Array.from({ length: LOST[golden.id]?.subscriptions ?? 0 }, (_, index) =>
    plannedResource({
      type: "aws:sns/topicSubscription:TopicSubscription",
      name: `subscription-${index}`,
      inputs: { protocol: "sqs" },
      propertyDependencies: { topic: [subject.urn] },
    }),
  );
  return { plan: planOf([...related, subject, ...subscriptions], golden.region), subject };
}

interface CaseResult {
  readonly lines: readonly CostLine[];
  readonly unpriced: readonly string[];
}

/** What the estimate says of a case's resource, counting what infracost counts. */
function estimateCase(golden: GoldenCase): CaseResult {
  if (golden.pulumi.type === null) {
    const transfer = { ...golden.usage, region: golden.region };
    const report = estimateCost(planOf([], golden.region), { dataTransfer: [transfer], comparable: "infracost" });
    return { lines: report.lines, unpriced: report.unpriced.map(({ reason }) => reason) };
  }
  const { plan, subject } = casePlan(golden);
  const report = estimateCost(plan, {
    resourceUsage: { [subject.urn]: { ...golden.usage, ...LOST[golden.id]?.usage } },
    comparable: "infracost",
  });
  return {
    lines: report.lines.filter((line) => line.urn === subject.urn),
    unpriced: report.unpriced.filter(({ urn }) => urn === subject.urn).map(({ reason }) => reason),
  };
}

/** How a component is called without the Terraform address of the launch template it comes from. */
function plainName(name: string): string {
  return name.replace(/^aws_launch_(template|configuration)\.\w+ \/ /, "");
}

/** Every way in which a case's lines differ from what infracost says; empty when they agree. */
export function differences(golden: GoldenCase): readonly string[] {
  const { lines, unpriced } = estimateCase(golden);
  const named = new Map(lines.map((line) => [line.item, line]));
  const expected = golden.expected.components.map((each) => ({ ...each, name: plainName(each.name) }));
  const wrong = expected.flatMap((component) => compare(component, named.get(component.name)));
  const known = expected.map(({ name }) => name);
  // infracost leaves lines of 0 out of its output, so a line of 0 is no difference.
  const extra = lines.filter((line) => !known.includes(line.item) && Number(line.monthly ?? 1) !== 0);
  const total = lines.reduce((sum, line) => sum + Number(line.monthly ?? 0), 0);
  const apart = Math.abs(total - golden.expected.totalMonthlyCost);
  return [
    ...wrong,
    ...extra.map((line) => `not expected: ${line.item}`),
    ...unpriced.map((reason) => `unpriced: ${reason}`),
    ...(apart > TOLERANCE * Math.max(1, expected.length) + 1e-6
      ? [`total ${total.toFixed(2)}, expected ${golden.expected.totalMonthlyCost}`]
      : []),
  ];
}

function compare(expected: ExpectedComponent, line: CostLine | undefined): readonly string[] {
  if (line === undefined) return [`missing: ${expected.name}`];
  const differ = (what: string, got: string | null, want: number, tolerance: number): readonly string[] =>
    got !== null && Math.abs(Number(got) - want) <= tolerance
      ? []
      : [`${expected.name}: ${what} ${got}, expected ${want}`];
  return [
    ...(expected.usageBased === (line.kind === "usage") ? [] : [`${expected.name}: by ${line.kind}`]),
    ...(line.unit === expected.unit ? [] : [`${expected.name}: unit ${line.unit}, expected ${expected.unit}`]),
    ...(expected.monthlyCost === null
      ? line.monthly === null
        ? differ("unit price", line.unitPrice, expected.unitPrice ?? 0, (expected.unitPrice ?? 0) * 0.005)
        : [`${expected.name}: ${line.monthly} USD, expected to depend on usage`]
      : differ("monthly cost", line.monthly, expected.monthlyCost, TOLERANCE)),
    ...(expected.monthlyQty === null ? [] : differ("quantity", line.quantity, expected.monthlyQty, 0.0001)),
  ];
}
