import { AutoNames } from "../../model/auto-names";
import type { Plan, PlannedResource } from "../../model/plan";

const named = (name: string): PlannedResource => ({
  op: "create",
  urn: `urn:pulumi:dev::app::aws:x/y:Y::${name}`,
  type: "aws:x/y:Y",
  name,
  custom: true,
  parent: null,
  provider: null,
  inputs: { name },
  outputs: {},
  dependencies: [],
  propertyDependencies: {},
  options: {},
  autoNamed: ["name"],
});

const planOf = (...names: readonly string[]): Plan => ({
  project: "app",
  stack: "dev",
  resources: names.map(named),
  outputs: {},
  region: null,
});

describe("AutoNames", () => {
  it("marks each automatic name, alone or inside a text", () => {
    const names = new AutoNames(planOf("web-0a1b2c3", "main-web-0a1b2c3"));
    expect(names.replaced("web-0a1b2c3", "*")).toBe("*");
    expect(names.replaced("arn:x:main-web-0a1b2c3/web-0a1b2c3", "*")).toBe("arn:x:*/*");
    expect(names.replaced("web-0a1b2c4", "*")).toBe("web-0a1b2c4");
  });

  it("marks names whose random part is not of seven hexadecimal digits too", () => {
    const names = new AutoNames(planOf("logs_oibgtioh", "logs_oibgtioh_more", "db1f3", "web-0a1b2c3"));
    expect(names.replaced("logs_oibgtioh", "*")).toBe("*");
    expect(names.replaced("a/logs_oibgtioh_more/db1f3/web-0a1b2c3", "*")).toBe("a/*/*/*");
  });
});
