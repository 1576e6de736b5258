// One awsx.ec2.Vpc for each variant that was measured.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as awsx from "@pulumi/awsx";

const measured = JSON.parse(readFileSync(join(__dirname, "../../awsx-vpc.json"), "utf8"));
for (const [name, { args }] of Object.entries<{ args: awsx.ec2.VpcArgs }>(measured.variants)) new awsx.ec2.Vpc(name, args);
