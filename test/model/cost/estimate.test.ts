import Big from "big.js";
import fc from "fast-check";
import { estimateCost } from "../../../model/cost";
import { FREE_TYPES } from "../../../model/cost/free";
import type { PlannedResource } from "../../../model/plan";
import { UNKNOWN } from "../../../model/value";
import { GOLDEN_CASES } from "./golden";
import { plannedResource, planOf } from "./plans";

const fargate = (count: number): readonly PlannedResource[] => {
  const task = plannedResource({
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "web",
    inputs: { requiresCompatibilities: ["FARGATE"], cpu: "256", memory: "512" },
  });
  const service = plannedResource({
    type: "aws:ecs/service:Service",
    name: "web",
    inputs: { desiredCount: count },
    propertyDependencies: { taskDefinition: [task.urn] },
  });
  return [task, service];
};

/** Resources of the golden cases, renamed so that any of them can stand together. */
const anyResources = fc
  .subarray(GOLDEN_CASES.filter(({ pulumi, related }) => pulumi.type !== null && related === undefined).slice(), {
    maxLength: 25,
  })
  .map((cases) =>
    cases.map(({ id, pulumi }) => plannedResource({ type: pulumi.type ?? "", name: id, inputs: pulumi.inputs })),
  );

describe("an estimate", () => {
  test("sums its lines exactly, fixed and by usage", () => {
    fc.assert(
      fc.property(anyResources, (resources) => {
        const { lines, monthly } = estimateCost(planOf(resources));
        const sum = (kind?: string): string =>
          lines
            .filter((line) => kind === undefined || line.kind === kind)
            .reduce((total, line) => total.plus(line.monthly ?? 0), new Big(0))
            .toFixed();
        expect(monthly).toEqual({ fixed: sum("fixed"), usage: sum("usage"), total: sum() });
      }),
    );
  });

  test("never lowers another resource's fixed cost when a resource is added", () => {
    fc.assert(
      fc.property(anyResources, (resources) => {
        const all = estimateCost(planOf(resources)).monthly.fixed;
        const fewer = estimateCost(planOf(resources.slice(1))).monthly.fixed;
        expect(new Big(all).gte(fewer)).toBe(true);
      }),
    );
  });

  test("names a component whose resources the plan does not show, and no object inside a cluster", () => {
    const cluster = plannedResource({ type: "eks:index:Cluster", name: "main", inputs: {}, custom: false });
    const objects = ["rbac.authorization.k8s.io/v1:ClusterRole", "core/v1:Service"].map((kind) =>
      plannedResource({ type: `kubernetes:${kind}`, name: "object", inputs: {} }),
    );
    const unpriced = (...resources: readonly PlannedResource[]) =>
      estimateCost(planOf(resources)).unpriced.map(({ type }) => type);
    expect(unpriced(cluster, ...objects)).toEqual(["kubernetes:core/v1:Service", "eks:index:Cluster"]);
    const provider = plannedResource({ type: "pulumi:providers:kubernetes", name: "main", inputs: {} });
    expect(unpriced(cluster, { ...provider, parent: cluster.urn })).toEqual(["eks:index:Cluster"]);
    const made = plannedResource({ type: "aws:eks/cluster:Cluster", name: "main", inputs: {} });
    expect(unpriced(cluster, { ...made, parent: cluster.urn })).toEqual([]);
  });

  test("prices twice the count at twice the fixed cost", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (count) => {
        const once = estimateCost(planOf(fargate(count))).monthly.fixed;
        const twice = estimateCost(planOf(fargate(count * 2))).monthly.fixed;
        // Lines are kept to a millionth of a dollar.
        expect(new Big(twice).minus(new Big(once).times(2)).abs().lte("0.00001")).toBe(true);
      }),
    );
  });

  test("prices every resource, names it with a reason, or knows its type to be free", () => {
    fc.assert(
      fc.property(anyResources, (resources) => {
        const { lines, unpriced } = estimateCost(planOf(resources, "ap-southeast-1"));
        const named = new Set([...lines, ...unpriced].map(({ urn }) => urn));
        const silent = resources.filter(({ urn, type }) => !named.has(urn) && !FREE_TYPES.has(type));
        expect(silent.map(({ type }) => type)).toEqual([]);
      }),
    );
  });

  test("puts the most expensive line first and open ones last", () => {
    const { lines } = estimateCost(
      planOf([...fargate(1), plannedResource({ type: "aws:ec2/natGateway:NatGateway", name: "nat", inputs: {} })]),
    );
    expect(lines.map(({ item, monthly }) => [item, monthly])).toEqual([
      ["NAT gateway", "32.85"],
      ["Per vCPU per hour", "7.3876"],
      ["Public IPv4 address", "3.65"],
      ["Per GB per hour", "1.622425"],
      ["Data processed", null],
    ]);
  });

  test("names a type it does not price, and stays silent about what is no AWS resource or free", () => {
    const { lines, unpriced } = estimateCost(
      planOf([
        plannedResource({ type: "aws:redshift/cluster:Cluster", name: "warehouse", inputs: {} }),
        plannedResource({ type: "random:index/randomPassword:RandomPassword", name: "password", inputs: {} }),
        plannedResource({ type: "aws:ec2/vpc:Vpc", name: "main", inputs: {} }),
        plannedResource({ type: "blueprint:network:Network", name: "main", inputs: {}, custom: false }),
      ]),
    );
    expect(lines).toEqual([]);
    expect(unpriced.map(({ type, reason }) => [type, reason])).toEqual([
      ["aws:redshift/cluster:Cluster", "this type of resource is not priced yet"],
    ]);
  });

  test("counts nothing that is only read or about to be deleted", () => {
    const gateway = plannedResource({ type: "aws:ec2/natGateway:NatGateway", name: "nat", inputs: {} });
    const plan = planOf([
      { ...gateway, op: "read", external: true },
      { ...gateway, op: "delete" },
    ]);
    expect(estimateCost(plan).monthly.total).toBe("0");
  });

  test("prices each resource in the region of its provider, or its own, before the plan's", () => {
    const provider = plannedResource({
      type: "pulumi:providers:aws",
      name: "ireland",
      inputs: { region: "eu-west-1" },
    });
    const gateway = (name: string, rest: Partial<PlannedResource>): PlannedResource => ({
      ...plannedResource({ type: "aws:ec2/natGateway:NatGateway", name, inputs: {} }),
      ...rest,
    });
    const { lines } = estimateCost(
      planOf([
        provider,
        gateway("default", {}),
        gateway("provider", { provider: `${provider.urn}::5e1f-id` }),
        gateway("own", { inputs: { region: "ap-southeast-1" } }),
      ]),
    );
    const hours = lines
      .filter(({ item }) => item === "NAT gateway")
      .map(({ urn, unitPrice }) => [urn.split("::").at(-1), unitPrice]);
    expect(Object.fromEntries(hours)).toEqual({ default: "0.045", provider: "0.048", own: "0.059" });
  });

  test("without any region, prices global services and says what is missing for the others", () => {
    const plan = planOf(
      [
        plannedResource({ type: "aws:route53/zone:Zone", name: "zone", inputs: {} }),
        plannedResource({
          type: "aws:ec2/natGateway:NatGateway",
          name: "nat",
          inputs: { connectivityType: "private" },
        }),
      ],
      null,
    );
    const report = estimateCost(plan);
    expect(report.monthly.total).toBe("0.5");
    expect(report.unpriced[0]?.reason).toContain("its region is not known: set `aws:region`");
  });

  test("shares the tiers of one account among resources", () => {
    const api = (name: string) =>
      plannedResource({ type: "aws:apigatewayv2/api:Api", name, inputs: { protocolType: "HTTP" } });
    const apis = [api("a"), api("b")];
    const resourceUsage = Object.fromEntries(apis.map(({ urn }) => [urn, { monthly_requests: 200_000_000 }]));
    const { lines, monthly } = estimateCost(planOf(apis), { resourceUsage });
    expect(lines.map(({ urn, item, monthly: amount }) => [urn.split("::").at(-1), item, amount])).toEqual([
      ["a", "Requests (first 300M)", "200"],
      ["b", "Requests (first 300M)", "100"],
      ["b", "Requests (over 300M)", "90"],
    ]);
    expect(monthly).toEqual({ fixed: "0", usage: "390", total: "390" });
  });

  test("prices what reaches a sourced tier and names the rest", () => {
    const bucket = plannedResource({ type: "aws:s3/bucket:Bucket", name: "files", inputs: {} });
    const resourceUsage = { [bucket.urn]: { standard: { storage_gb: 60_000 } } };
    const report = estimateCost(planOf([bucket], "us-west-2"), { resourceUsage });
    expect(report.monthly.usage).toBe("1177.6");
    expect(report.unpriced.map(({ reason }) => reason)).toEqual([
      "Standard / Storage: the price above the last sourced tier (first 50TB) is not in the table",
    ]);
  });

  test("applies the price list's free units only when asked", () => {
    const table = plannedResource({
      type: "aws:dynamodb/table:Table",
      name: "sessions",
      inputs: { billingMode: "PAY_PER_REQUEST" },
    });
    const resourceUsage = { [table.urn]: { storage_gb: 30 } };
    expect(estimateCost(planOf([table]), { resourceUsage }).monthly.usage).toBe("7.5");
    expect(estimateCost(planOf([table]), { resourceUsage, freeTier: true }).monthly.usage).toBe("1.25");
  });

  test("never prints what is unknown or secret", () => {
    const secret = plannedResource({
      type: "aws:secretsmanager/secret:Secret",
      name: "token",
      inputs: { name: UNKNOWN },
    });
    expect(JSON.stringify(estimateCost(planOf([secret])))).not.toContain("unknown>");
  });
});
