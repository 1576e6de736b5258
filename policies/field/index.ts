import { balancing } from "./balancing";
import { compute } from "./compute";
import { databases } from "./databases";
import { edge } from "./edge";
import type { FieldRule } from "./field-rule";
import { messaging } from "./messaging";
import { networks } from "./networks";
import { storage } from "./storage";
import { workload } from "./workload";

export type { FieldRule } from "./field-rule";

/** Every rule of the field about availability and resilience on AWS, by service (August 2026). */
export const FIELD_RULES: readonly FieldRule[] = [
  ...edge,
  ...balancing,
  ...compute,
  ...databases,
  ...storage,
  ...messaging,
  ...networks,
  ...workload,
];
