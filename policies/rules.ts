import { availability } from "./availability";
import { cost } from "./cost";
import { data } from "./data";
import { deployable } from "./deployable";
import { operations } from "./operations";
import type { Rule } from "./rule";
import { security } from "./security";

/** Rules by what they are about: the folder that each one's file is in. */
export const families: { readonly [family: string]: readonly Rule[] } = {
  availability,
  data,
  operations,
  security,
  deployable,
  cost,
};

/** Every rule of the pack. */
export const policies: readonly Rule[] = Object.values(families).flat();
