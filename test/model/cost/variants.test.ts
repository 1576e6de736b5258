import { type EstimateOptions, estimateCost } from "../../../model/cost";
import type { PlannedResource } from "../../../model/plan";
import type { PropertyMap } from "../../../model/value";
import { plannedResource, planOf } from "./plans";
import { DATABASES } from "./variants/databases";
import { MACHINES } from "./variants/machines";
import { SECOND_PASS } from "./variants/second-pass";
import { STORED } from "./variants/stored";
import { TRAFFIC } from "./variants/traffic";
import type { Variant } from "./variants/variant";

const VARIANTS = [...DATABASES, ...MACHINES, ...TRAFFIC, ...STORED, ...SECOND_PASS];

/** Amounts by item of a variant; what is 0 without being declared so is left out, as infracost does. */
function billed(variant: Variant, options: EstimateOptions) {
  const resource = plannedResource({ type: variant.type, name: "variant", inputs: variant.inputs ?? {} });
  const usage = { [resource.urn]: variant.usage ?? {} };
  const report = estimateCost(planOf([resource], variant.region ?? "us-east-1"), { ...options, resourceUsage: usage });
  const known = report.lines.filter(({ item, monthly }) => Number(monthly ?? 0) !== 0 || item in variant.usd);
  const amounts = known.filter(({ monthly }) => monthly !== null);
  return {
    amounts: Object.fromEntries(amounts.map(({ item, monthly }) => [item, Number(monthly).toFixed(2)])),
    unpriced: report.unpriced.map(({ reason }) => reason),
  };
}

function expected(usd: Variant["usd"]) {
  return {
    amounts: Object.fromEntries(Object.entries(usd).map(([item, amount]) => [item, amount.toFixed(2)])),
    unpriced: [],
  };
}

describe("beyond the golden cases, an estimate agrees to the cent", () => {
  test.each(VARIANTS.map((variant) => [variant.title, variant] as const))("%s", (_title, variant) => {
    expect(billed(variant, {})).toEqual(expected(variant.usd));
    expect(billed(variant, { comparable: "infracost" })).toEqual(expected(variant.infracost ?? variant.usd));
  });
});

/** Amounts of a resource that refers to another, as on AWS's bill and in a comparison with infracost. */
function both(subject: PlannedResource, ...others: readonly PlannedResource[]) {
  const plan = planOf([...others, subject]);
  const amounts = (options: EstimateOptions) =>
    Object.fromEntries(
      estimateCost(plan, options)
        .lines.filter(({ urn, monthly }) => urn === subject.urn && Number(monthly ?? 0) !== 0)
        .map(({ item, monthly }) => [item, Number(monthly).toFixed(2)]),
    );
  return { aws: amounts({}), infracost: amounts({ comparable: "infracost" }) };
}

describe("where AWS's bill and infracost's differ by what a resource refers to", () => {
  test("a read replica has its source's storage; infracost takes 20 GB of gp2", () => {
    const source = plannedResource({
      type: "aws:rds/instance:Instance",
      name: "primary",
      inputs: { engine: "postgres", instanceClass: "db.r6g.large", storageType: "gp3", allocatedStorage: 200 },
    });
    const replica = plannedResource({
      type: "aws:rds/instance:Instance",
      name: "replica",
      inputs: { instanceClass: "db.r6g.large", replicateSourceDb: "primary" },
      propertyDependencies: { replicateSourceDb: [source.urn] },
    });
    const compute = { "Database instance (on-demand, Single-AZ, db.r6g.large)": "164.25" };
    expect(both(replica, source)).toEqual({
      aws: { ...compute, "Storage (general purpose SSD, gp3)": "23.00" },
      infracost: { ...compute, "Storage (general purpose SSD, gp2)": "2.30" },
    });
  });

  test("a launch configuration has a root volume, and a mapping without a volume none", () => {
    const group = (launch: PlannedResource, property: string) =>
      plannedResource({
        type: "aws:autoscaling/group:Group",
        name: "web",
        inputs: { minSize: 2, vpcZoneIdentifiers: ["subnet-1"] },
        propertyDependencies: { [property]: [launch.urn] },
      });
    const configuration = plannedResource({
      type: "aws:ec2/launchConfiguration:LaunchConfiguration",
      name: "web",
      inputs: { instanceType: "m5.large", enableMonitoring: false },
    });
    const machines = { "Instance usage (Linux/UNIX, on-demand, m5.large)": "140.16" };
    const root = { "root_block_device / Storage (general purpose SSD, gp2)": "1.60" };
    const configured = both(group(configuration, "launchConfiguration"), configuration);
    expect(configured).toEqual({ aws: { ...machines, ...root }, infracost: { ...machines, ...root } });

    const mappings: PropertyMap[] = [{ deviceName: "/dev/sdb", virtualName: "ephemeral0" }];
    const template = plannedResource({
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      name: "web",
      inputs: { instanceType: "m5.large", blockDeviceMappings: mappings },
    });
    expect(both(group(template, "launchTemplate"), template)).toEqual({
      aws: { ...machines, ...root },
      infracost: machines,
    });
  });

  test("Fargate Spot has no price; infracost bills it on demand", () => {
    const definition = plannedResource({
      type: "aws:ecs/taskDefinition:TaskDefinition",
      name: "web",
      inputs: { cpu: "1024", memory: "2048", requiresCompatibilities: ["FARGATE"] },
    });
    const service = plannedResource({
      type: "aws:ecs/service:Service",
      name: "web",
      inputs: {
        desiredCount: 4,
        capacityProviderStrategies: [
          { capacityProvider: "FARGATE", base: 1, weight: 0 },
          { capacityProvider: "FARGATE_SPOT", weight: 1 },
        ],
      },
      propertyDependencies: { taskDefinition: [definition.urn] },
    });
    expect(both(service, definition)).toEqual({
      aws: { "Per vCPU per hour": "29.55", "Per GB per hour": "6.49" },
      infracost: { "Per vCPU per hour": "118.20", "Per GB per hour": "25.96" },
    });
  });

  test("a group's machines by its usage, its template's mappings as infracost reads them, and none at all", () => {
    const template = plannedResource({
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      name: "web",
      inputs: { instanceType: "m5.large", blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 30 } }] },
    });
    const group = (inputs: PropertyMap) =>
      both(
        plannedResource({
          type: "aws:autoscaling/group:Group",
          name: "web",
          inputs: { minSize: 0, vpcZoneIdentifiers: ["subnet-1"], ...inputs },
          propertyDependencies: { launchTemplate: [template.urn] },
        }),
        template,
      );
    expect(group({ desiredCapacity: 0 })).toEqual({ aws: {}, infracost: {} });
    expect(group({})).toEqual({
      aws: {},
      infracost: {
        "Instance usage (Linux/UNIX, on-demand, m5.large)": "70.08",
        "block_device_mapping[0] / Storage (general purpose SSD, gp2)": "3.00",
      },
    });
    const single = plannedResource({
      type: "aws:ec2/instance:Instance",
      name: "web",
      inputs: { subnetId: "subnet-1" },
      propertyDependencies: { launchTemplate: [template.urn] },
    });
    const machine = { "Instance usage (Linux/UNIX, on-demand, m5.large)": "70.08" };
    expect(both(single, template)).toEqual({
      aws: { ...machine, "root_block_device / Storage (general purpose SSD, gp2)": "3.00" },
      infracost: {
        ...machine,
        "root_block_device / Storage (general purpose SSD, gp2)": "0.80",
        "ebs_block_device[0] / Storage (general purpose SSD, gp2)": "3.00",
      },
    });
  });

  test("what has no price leaves the rest of its resource priced", () => {
    const windows = plannedResource({
      type: "aws:ec2/instance:Instance",
      name: "windows",
      inputs: { instanceType: "m5.large", subnetId: "subnet-1", monitoring: true },
    });
    const oracle = plannedResource({
      type: "aws:rds/instance:Instance",
      name: "oracle",
      inputs: { engine: "oracle-se2", instanceClass: "db.t3.large", allocatedStorage: 100 },
    });
    const resourceUsage = { [windows.urn]: { operating_system: "windows" } };
    const report = estimateCost(planOf([windows, oracle]), { resourceUsage });
    expect(report.lines.filter(({ monthly }) => monthly !== null).map(({ item }) => item)).toEqual([
      "Storage (general purpose SSD, gp2)",
      "EC2 detailed monitoring",
      "root_block_device / Storage (general purpose SSD, gp2)",
    ]);
    expect(report.unpriced.map(({ reason }) => reason)).toEqual([
      "the price table has Linux machines only, not windows",
      "the price table has RDS for MySQL, PostgreSQL and MariaDB, not for oracle-se2",
    ]);
  });

  test("a reservation is billed on demand, and that is said", () => {
    const server = plannedResource({
      type: "aws:ec2/instance:Instance",
      name: "server",
      inputs: { instanceType: "m5.large", subnetId: "subnet-1" },
    });
    const resourceUsage = { [server.urn]: { reserved_instance_term: "1_year" } };
    const report = estimateCost(planOf([server]), { resourceUsage });
    expect(report.monthly.total).toBe("70.88");
    expect(report.assumptions).toEqual([
      "server: reserved for 1_year, which has no sourced price: billed on demand; give your own price with --discounts.",
    ]);
  });
});
