import fc from "fast-check";
import { record } from "./program";

interface Node {
  readonly component: boolean;
  readonly children: readonly Node[];
}

const node: (depth: number) => fc.Arbitrary<Node> = fc.memo((depth) =>
  fc.record({
    component: fc.boolean(),
    children: depth > 1 ? fc.array(node(depth - 1), { maxLength: 3 }) : fc.constant([]),
  }),
);

const program = (nest: readonly Node[]) => `
  interface Node { component: boolean; children: Node[] }
  class Box extends pulumi.ComponentResource {
    constructor(name: string, opts: pulumi.ComponentResourceOptions) { super("sample:index:Box", name, {}, opts); }
  }
  const made: pulumi.Resource[] = [];
  function build(nodes: Node[], path: string, parent?: pulumi.Resource): void {
    nodes.forEach((node, index) => {
      const name = path + index;
      const before = made.at(-1);
      const opts = { parent, dependsOn: before === undefined || before === parent ? [] : [before] };
      const resource = node.component
        ? new Box(name, opts)
        : new aws.sns.Topic(name, { displayName: made.length > 0 && "arn" in made[0] ? (made[0] as aws.sqs.Queue).arn : "first" }, opts);
      build(node.children, name + "-", resource);
      made.push(resource);
    });
  }
  build(${JSON.stringify(nest)}, "n");
`;

/** What the engine's URN of each node is: the types on the way to it, joined, then its name. */
function urnsOf(nest: readonly Node[], path: string, types: string): readonly string[] {
  return nest.flatMap(({ component, children }, index) => {
    const type = types + (component ? "sample:index:Box" : "aws:sns/topic:Topic");
    const name = path + index;
    return [`urn:pulumi:dev::sample::${type}::${name}`, ...urnsOf(children, `${name}-`, `${type}$`)];
  });
}

describe("any nest of components", () => {
  it("has unique URNs of the engine's shape, and dependencies only on resources of the plan", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(node(4), { minLength: 1, maxLength: 4 }), async (nest) => {
        const { plan } = await record(program(nest));
        const urns = plan.resources.map(({ urn }) => urn);
        const stack = "urn:pulumi:dev::sample::pulumi:pulumi:Stack::sample-dev";
        expect([...urns].sort()).toEqual([stack, ...urnsOf(nest, "n", "")].sort());
        expect(new Set(urns).size).toBe(urns.length);
        plan.resources.forEach(({ parent, dependencies, propertyDependencies }, index) => {
          if (parent !== null) expect(urns.slice(0, index)).toContain(parent);
          const all = [...dependencies, ...Object.values(propertyDependencies).flat()];
          for (const urn of all) expect(urns).toContain(urn);
        });
      }),
      { numRuns: 6 },
    );
  }, 180_000);
});
