import type { Access } from "../../components/access";
import type { RecordedResources } from "./recorded-resources";

/** What programs under test run and use, and how to read what they registered. */
export const IMAGE = `registry.example.com/shop@sha256:${"a1".repeat(32)}`;
export const PRIVATE_IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1.0.0";

export const DATABASE: Access = {
  name: "main-database",
  endpoint: { securityGroupId: "database-group", port: 5432 },
  secrets: { DATABASE_URL: { secretArn: "arn:secret", key: "url" } },
};
export const UPLOADS: Access = {
  name: "uploads",
  environment: { BUCKET: "uploads" },
  statements: [{ actions: ["s3:GetObject"], resources: ["arn:uploads/*"] }],
};

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";

interface Statement {
  readonly Action: string[];
  readonly Resource: string[];
}

/** What a role may do. */
export function statementsOf(recorded: RecordedResources, role: string): Statement[] {
  return JSON.parse(String(recorded.one("aws:iam/rolePolicy:RolePolicy", role).inputs.policy)).Statement;
}

export function actionsOf(recorded: RecordedResources, role: string): string[] {
  return statementsOf(recorded, role).flatMap(({ Action }) => Action);
}

/** The one container of a task definition. */
export function containerOf(recorded: RecordedResources, name?: string) {
  return JSON.parse(String(recorded.one(TASK, name).inputs.containerDefinitions))[0];
}

/** The plain variables of that container. */
export function environmentOf(recorded: RecordedResources, name?: string): Record<string, string> {
  const entries: { name: string; value: string }[] = containerOf(recorded, name).environment;
  return Object.fromEntries(entries.map((each) => [each.name, each.value]));
}

/** Everything that may connect to a security group: port, and from which group or addresses. */
export function waysInto(recorded: RecordedResources, group: string) {
  return recorded
    .ofType(INGRESS)
    .filter(({ inputs }) => inputs.securityGroupId === group)
    .map(({ inputs }) => [inputs.fromPort, inputs.referencedSecurityGroupId ?? inputs.cidrIpv4]);
}
