import * as server from "@pulumi/policy/server";
import { analyzeStackRequest } from "../../policies/analyzer-request";
import { readOnce } from "../../policies/read-once";
import { type Subject, subjectOf } from "../../policies/subject";
import { shop } from "../model/shop";

interface Policy {
  readonly name: string;
  readonly description: string;
  validateStack(args: { readonly resources: Parameters<typeof subjectOf>[0] }): void;
}

/** The SDK's own analyzer, which its types leave out. */
const { makeAnalyzeStackRpcFun } = server as unknown as {
  makeAnalyzeStackRpcFun(
    pack: string,
    version: string,
    level: string,
    policies: readonly Policy[],
  ): (call: { readonly request: unknown }, done: (error: unknown) => void) => Promise<void>;
};

interface Asked {
  readonly subject: Subject;
  /** How many resources the SDK read for the policy. */
  readonly read: number;
}

async function askTwoPolicies(): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const policy = (name: string): Policy => ({
    name,
    description: name,
    validateStack: ({ resources }) => void asked.push({ subject: subjectOf(resources), read: resources.length }),
  });
  const analyze = makeAnalyzeStackRpcFun("pack", "1.0.0", "mandatory", [policy("one"), policy("other")]);
  await new Promise<void>((resolve, reject) => {
    const done = (error: unknown): void => (error ? reject(error) : resolve());
    analyze({ request: analyzeStackRequest(shop()) }, done).catch(reject);
  });
  return asked;
}

describe("what a policy is asked about", () => {
  beforeAll(readOnce);

  it("is read once for all policies of a request", async () => {
    const [first, second, ...others] = await askTwoPolicies();
    expect(others).toEqual([]);
    expect(first?.subject.plan.resources.length).toBe(first?.read);
    expect(first?.read).toBeGreaterThan(10);
    expect(second?.subject).toBe(first?.subject);
    expect(second?.read).toBe(1);
  });

  it("is read anew for another request", async () => {
    const [before] = await askTwoPolicies();
    const [after] = await askTwoPolicies();
    expect(after?.subject).not.toBe(before?.subject);
    expect(after?.subject.plan).toEqual(before?.subject.plan);
  });
});
