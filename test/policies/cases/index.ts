import { availability } from "./availability";
import type { CasesByRule } from "./case";
import { data } from "./data";
import { deployable } from "./deployable";
import { deployableData } from "./deployable-data";
import { deployableNetwork } from "./deployable-network";
import { deployableWorkloads } from "./deployable-workloads";
import { durability } from "./durability";
import { operations } from "./operations";
import { reachability } from "./reachability";
import { secrets } from "./secrets";
import { security } from "./security";

/** Every rule's cases. */
export const cases: CasesByRule = {
  ...availability,
  ...data,
  ...durability,
  ...reachability,
  ...operations,
  ...security,
  ...secrets,
  ...deployable,
  ...deployableData,
  ...deployableNetwork,
  ...deployableWorkloads,
};
