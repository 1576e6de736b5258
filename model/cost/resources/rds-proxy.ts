import { Arguments, part } from "../arguments";
import { gap, wholeMonth } from "../charge";
import type { Pricer } from "../context";
import { RDS_INSTANCE } from "./types";
import { vcpusOf } from "./vcpus";

const TARGET = "aws:rds/proxyTarget:ProxyTarget";
/** vCPUs that a proxy is billed for at least. https://aws.amazon.com/rds/proxy/pricing/ */
const LEAST_VCPUS = 2;

/** A proxy: by the hour and vCPU of the database it stands before. */
export const rdsProxy: Pricer = (_resource, context) =>
  part(() => {
    const target = context.referrers(TARGET)[0];
    const database =
      target === undefined ? undefined : context.of(target).referenced("dbInstanceIdentifier", RDS_INSTANCE)[0];
    if (database === undefined) return [gap("the database behind it is not an instance in the plan")];
    const instanceClass = new Arguments(database.inputs).neededText("instanceClass");
    const vcpus = vcpusOf(instanceClass);
    if (vcpus === undefined) return [gap(`the number of vCPUs of ${instanceClass} is not known`)];
    return [wholeMonth("RDS Proxy", "rds.proxy", Math.max(vcpus, LEAST_VCPUS), "vCPU", { beyondInfracost: true })];
  });
