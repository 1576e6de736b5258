import type { Plan, PlannedResource } from "../../../model/plan";
import { list, record } from "../../../model/value";
import { all, drop, remove, set, where } from "../edit";
import type { Fault } from "./fault";

const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});
const forcesTls = ({ inputs }: PlannedResource) =>
  list(inputs.parameters).some((each) => record(each).name === "rds.force_ssl");
const isOfDatabase = ({ propertyDependencies }: PlannedResource, plan: Plan) =>
  plan.resources.some(
    ({ type, propertyDependencies: used }) =>
      type === "aws:rds/instance:Instance" &&
      used.vpcSecurityGroupIds?.some((urn) => propertyDependencies.securityGroupId?.includes(urn)),
  );

/** What is done to what keeps others out. */
export const SECURITY_FAULTS: readonly Fault[] = [
  {
    name: "network: database open to the world",
    type: "vpc/SecurityGroupIngressRule",
    edit: where(isOfDatabase, all(drop("referencedSecurityGroupId", "prefixListId"), set("cidrIpv4", "0.0.0.0/0"))),
  },
  {
    name: "network: default group lets in",
    type: "ec2/SecurityGroup",
    edit: where(
      ({ type }) => type.endsWith(":DefaultSecurityGroup"),
      set("ingress", [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }]),
    ),
  },
  {
    name: "network: open to the world",
    type: "ec2/SecurityGroup",
    edit: set("ingress", [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }]),
  },
  { name: "role: may do everything", type: "iam/RolePolicy", edit: all(drop("policy"), set("policy", EVERYTHING)) },
  { name: "key: never rotates", type: "kms/Key", edit: set("enableKeyRotation", false) },
  {
    name: "database: takes plain connections",
    type: "rds/ParameterGroup",
    edit: where(forcesTls, set("parameters", [{ name: "rds.force_ssl", value: "0", applyMethod: "pending-reboot" }])),
  },
  {
    name: "load balancer: old TLS",
    type: "lb/Listener",
    edit: where(({ inputs }) => inputs.sslPolicy !== undefined, set("sslPolicy", "ELBSecurityPolicy-2016-08")),
  },
  {
    name: "secret: value in the program",
    type: "secretsmanager/SecretVersion",
    edit: all(drop("secretString"), set("secretString", "correct-horse-battery")),
  },
  { name: "bucket: takes plain HTTP (its policy removed)", type: "s3/BucketPolicy", edit: remove },
];
