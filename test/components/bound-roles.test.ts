import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordProgram } from "../../preview/recorder";

const ROOT = join(__dirname, "..", "..");

const PROGRAM = `
import * as aws from "@pulumi/aws";
import { boundRoles } from ${JSON.stringify(join(ROOT, "components", "deploy-role"))};

boundRoles("arn:aws:iam::111122223333:policy/cap");
const role = new aws.iam.Role("web", { assumeRolePolicy: "{}" });
new aws.iam.InstanceProfile("web", { role: role.name });
new aws.sqs.Queue("tasks", {});
`;

describe("boundRoles", () => {
  const folder = mkdtempSync(join(tmpdir(), "bound-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("puts every role of a program on the path and under the boundary, and nothing else", async () => {
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: bound\nruntime: nodejs\n");
    writeFileSync(join(folder, "Pulumi.test.yaml"), "config:\n  aws:region: eu-west-1\n");
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bound", main: "index.ts" }));
    writeFileSync(join(folder, "index.ts"), PROGRAM);
    const { plan } = await recordProgram({ directory: folder, stack: "test" });
    const inputs = (type: string) => plan.resources.find((each) => each.type === type)?.inputs;
    expect(inputs("aws:iam/role:Role")).toMatchObject({
      path: "/deployed/",
      permissionsBoundary: "arn:aws:iam::111122223333:policy/cap",
    });
    expect(inputs("aws:iam/instanceProfile:InstanceProfile")?.path).toBe("/deployed/");
    expect(inputs("aws:iam/instanceProfile:InstanceProfile")).not.toHaveProperty("permissionsBoundary");
    expect(inputs("aws:sqs/queue:Queue")).not.toHaveProperty("path");
  });
});
