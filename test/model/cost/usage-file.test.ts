import Big from "big.js";
import { estimateCost } from "../../../model/cost";
import { type InputProblem, readUsage, resolveUsage } from "../../../model/cost/usage-file";
import { plannedResource, planOf } from "./plans";

const NAT = "aws:ec2/natGateway:NatGateway";
const QUEUE = "aws:sqs/queue:Queue";
const INSTANCE = "aws:ec2/instance:Instance";

const gateways = ["main-1", "main-2"].map((name) => plannedResource({ type: NAT, name, inputs: {} }));
const queue = plannedResource({ type: QUEUE, name: "work", inputs: {} });
const group = plannedResource({ type: "aws:cloudwatch/logGroup:LogGroup", name: "work", inputs: {} });
const plan = planOf([...gateways, queue, group]);

const document = (text: object): unknown => ({ version: 0.1, ...text });
const resolved = (text: object) => resolveUsage(readUsage(document(text)), plan);
const usd = (text: object): string => estimateCost(plan, resolved(text)).monthly.usage;

/** The sentence about what is wrong. */
function problem(content: unknown): string {
  try {
    resolveUsage(readUsage(content), plan);
  } catch (error) {
    return (error as InputProblem).message;
  }
  throw new Error("nothing was wrong");
}

test("a typo under a pattern is answered with the nearest key of any type that it stands for", () => {
  const content = document({ resource_usage: { "*": { monthly_data_procesed_gb: 1 } } });
  expect(problem(content)).toContain("did you mean monthly_data_processed_gb?");
});

describe("a usage file names resources", () => {
  const hundred = { monthly_data_processed_gb: 100 };

  test.each([
    ["by name", { "main-1": hundred }, "4.5"],
    ["by Pulumi type and name", { [`${NAT}::main-1`]: hundred }, "4.5"],
    ["by the type as reports show it", { "aws.ec2.NatGateway::main-1": hundred }, "4.5"],
    ["by Terraform address", { "aws_nat_gateway.main-1": hundred }, "4.5"],
    ["by pattern", { "main-*": hundred }, "9"],
    ["by pattern of a type", { [`${NAT}::*`]: hundred }, "9"],
  ])("%s", (_how, resource_usage, expected) => {
    expect(usd({ resource_usage })).toBe(expected);
  });

  test("with the name above the pattern above the type's default, wherever they stand in the file", () => {
    const resource_usage = { "main-1": { monthly_data_processed_gb: 1 }, "main-*": { monthly_data_processed_gb: 2 } };
    expect(usd({ resource_usage })).toBe(new Big(0.045).times(3).toString());
    const resource_type_default_usage = { aws_nat_gateway: hundred };
    expect(usd({ resource_usage: { "main-1": { monthly_data_processed_gb: 1 } }, resource_type_default_usage })).toBe(
      new Big(0.045).times(101).toString(),
    );
    expect(usd({ resource_type_default_usage: { [NAT]: hundred } })).toBe("9");
  });

  test("that share a name: the one that is billed by such usage", () => {
    expect(usd({ resource_usage: { work: { monthly_requests: 1_000_000 } } })).toBe("0.4");
    expect(usd({ resource_usage: { work: { monthly_data_ingested_gb: 10 } } })).toBe("5");
  });

  test("and transfer that belongs to none of them", () => {
    const transfer = { region: "us-east-1", monthly_outbound_internet_gb: 1000 };
    expect(resolved({ resource_usage: { "aws_data_transfer.all": transfer } }).dataTransfer).toEqual([transfer]);
  });

  test("but in an earlier plan they may be missing", () => {
    const file = readUsage(document({ resource_usage: { later: hundred } }));
    expect(resolveUsage(file, plan, "some-missing").resourceUsage).toEqual({});
  });
});

describe("hours a month", () => {
  const at = (resource: Parameters<typeof plannedResource>[0], usage: object) => {
    const one = planOf([plannedResource(resource)]);
    const file = readUsage(document({ resource_usage: { "*": usage } }));
    return estimateCost(one, resolveUsage(file, one)).lines;
  };

  test("a machine that is off at night costs its hours; its disk costs the whole month", () => {
    const inputs = { instanceType: "t3.micro", creditSpecification: { cpuCredits: "standard" }, subnetId: "subnet-1" };
    const lines = at({ type: INSTANCE, name: "web", inputs }, { monthly_hrs: 220 });
    expect(lines.map(({ item, quantity }) => [item, quantity])).toEqual([
      ["Instance usage (Linux/UNIX, on-demand, t3.micro)", "220"],
      ["root_block_device / Storage (general purpose SSD, gp2)", "8"],
    ]);
  });

  test("several nodes: their number times the hours", () => {
    const inputs = { engine: "redis", nodeType: "cache.t4g.micro", numCacheClusters: 3 };
    const type = "aws:elasticache/replicationGroup:ReplicationGroup";
    const [line] = at({ type, name: "cache", inputs }, { monthly_hrs: 100 });
    expect(line).toMatchObject({ quantity: "300", quantityNote: "3 × 100 h", monthly: "4.8" });
  });
});

describe("a mistake in a usage file is one sentence with the nearest right word", () => {
  test.each([
    ["a misspelt name", { "man-1": { monthly_data_processed_gb: 1 } }, ["resource_usage.man-1", "main-1?"]],
    ["a misspelt key", { "main-1": { monthly_data_processd_gb: 1 } }, [NAT, "monthly_data_processed_gb?"]],
    ["a negative figure", { "main-1": { monthly_data_processed_gb: -1 } }, ["is -1", "from 0"]],
    ["an absurd figure", { "main-1": { monthly_data_processed_gb: 1e30 } }, ["1e+30", "1e18"]],
    ["a word for a figure", { "main-1": { monthly_data_processed_gb: "lots" } }, ['"lots"', "figure"]],
    ["more hours than a month has", { "main-1": { monthly_hrs: 800 } }, ["800", "744"]],
    ["a figure for a mapping", { "main-1": 3 }, ["resource_usage.main-1 is 3"]],
  ])("%s", (_what, resource_usage, words) => {
    const text = problem(document({ resource_usage }));
    for (const word of words) expect(text).toContain(word);
    expect(text).not.toContain("\n");
  });

  test("an unknown section, version and type", () => {
    expect(problem({ version: 0.1, resources: {} })).toContain("resource_usage");
    expect(problem({ version: 2 })).toContain("version is 2");
    expect(problem({})).toContain("version is missing");
    const typed = problem(document({ resource_type_default_usage: { aws_nat_gatway: {} } }));
    expect(typed).toContain("aws_nat_gateway?");
  });

  test("a bare name for several resources of one kind", () => {
    const twins = planOf([queue, plannedResource({ type: QUEUE, name: "work", inputs: {}, custom: true })]);
    const file = readUsage(document({ resource_usage: { work: { monthly_requests: 1 } } }));
    expect(() => resolveUsage(file, twins)).toThrow(/stands for 2 resources: write aws:sqs\/queue:Queue::work/);
  });
});
