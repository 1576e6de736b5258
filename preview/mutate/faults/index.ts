import { COMPUTE_FAULTS } from "./compute";
import { DATA_FAULTS } from "./data";
import type { Fault } from "./fault";
import { NETWORK_FAULTS } from "./network";
import { OPERATIONS_FAULTS } from "./operations";
import { SECURITY_FAULTS } from "./security";
import { STORAGE_FAULTS } from "./storage";

export type { Fault } from "./fault";

/** What is done, one fault at a time. */
export const FAULTS: readonly Fault[] = [
  ...DATA_FAULTS,
  ...STORAGE_FAULTS,
  ...COMPUTE_FAULTS,
  ...NETWORK_FAULTS,
  ...OPERATIONS_FAULTS,
  ...SECURITY_FAULTS,
];
