// Runs a Pulumi program under nothing but the SDK's own mocks: what a unit test of it costs.
// Usage: node --require tsx/cjs under-mocks.cjs PROGRAM PROJECT STACK, with PULUMI_CONFIG in the environment.
"use strict";

const pulumi = require("@pulumi/pulumi");

const [, , program, project, stack] = process.argv;
const subnets = (kind) => Array.from({ length: 6 }, (_, zone) => `subnet-${kind}-${zone}`);
const NETWORK = {
  vpcId: "vpc-0",
  publicSubnetIds: subnets("public"),
  privateSubnetIds: subnets("private"),
  isolatedSubnetIds: subnets("isolated"),
  routeTables: [],
};

pulumi.runtime.setMocks(
  {
    newResource: ({ name, type, inputs }) => ({
      id: `${name}-id`,
      state: { ...inputs, ...(type === "awsx:ec2:Vpc" ? NETWORK : {}), arn: `arn:aws:mock:::${name}` },
    }),
    call: ({ inputs }) => ({ ...inputs, names: ["a", "b", "c"], region: "us-east-1", zoneId: "zone", value: "value" }),
  },
  project,
  stack,
  true,
);
void pulumi.runtime.runInPulumiStack(async () => require(program));
