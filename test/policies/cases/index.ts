import type { CasesByRule } from "./case";
import { deployable } from "./deployable";
import { deployableData } from "./deployable-data";
import { deployableNetwork } from "./deployable-network";
import { deployableWorkloads } from "./deployable-workloads";

/** Every rule's cases. */
export const cases: CasesByRule = { ...deployable, ...deployableData, ...deployableNetwork, ...deployableWorkloads };
