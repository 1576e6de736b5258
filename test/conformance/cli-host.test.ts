import path from "node:path";
import type { PlannedResource } from "../../model/plan";
import { recordProgram } from "../../preview/recorder";

const PROJECT = path.resolve(__dirname, "../..");

/** The resources of an environment by URN; their order depends on which file was loaded when, and means nothing. */
async function planned(stack: string, asUnderTheCli: boolean): Promise<readonly PlannedResource[]> {
  const { plan } = await recordProgram({ directory: PROJECT, stack, asUnderTheCli });
  return [...plan.resources].sort((one, other) => one.urn.localeCompare(other.urn));
}

describe("this project under Pulumi's own language host, with its SDK and TypeScript compiler as they are", () => {
  test.each(["dev", "prod"])(
    "has the plan that the quick preview gives: %s",
    async (stack) => {
      expect(await planned(stack, true)).toEqual(await planned(stack, false));
    },
    180_000,
  );
});
