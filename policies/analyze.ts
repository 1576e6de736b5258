import type { StackValidationPolicy } from "@pulumi/policy";
import * as server from "@pulumi/policy/server";
import { type AnalyzeDiagnostic, type AnalyzeResponse, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Finding } from "../model/assessment";
import type { Plan } from "../model/plan";
import { analyzeStackRequest, inProcess } from "./analyzer-request";
import { levelOf, type PolicyConfig, propertiesOf } from "./config";
import { collectEvidence, type Evidence, evidenceKey } from "./evidence";
import { readOnce } from "./read-once";
import type { Rule } from "./rule";
import { policies } from "./rules";
import { withConfiguredSecrets } from "./security/faults/secret-origin";

export type { PolicyConfig } from "./config";

type AnalyzeStack = (
  call: { readonly request: ReturnType<typeof analyzeStackRequest> },
  callback: (error: Error | null | undefined, response?: AnalyzeResponse) => void,
) => Promise<void>;

/** The SDK's own analyzer, which its types leave out. */
const { makeAnalyzeStackRpcFun } = server as unknown as {
  makeAnalyzeStackRpcFun(pack: string, version: string, level: string, policies: StackValidationPolicy[]): AnalyzeStack;
};

/** A rule that had nothing to judge, and why. */
export interface NotApplicable {
  readonly rule: string;
  readonly reason: string;
}

/** What the pack says of a plan. Rules that are in none of the lists have passed. */
export interface PackAnswer {
  readonly findings: readonly Finding[];
  readonly notApplicable: readonly NotApplicable[];
  /** Rules that the configuration turns off. */
  readonly disabled: readonly string[];
}

/** What the policy pack finds in a plan: see {@link analyzePack}. */
export async function analyzePlan(plan: Plan, config: PolicyConfig = {}): Promise<readonly Finding[]> {
  return (await analyzePack(plan, config)).findings;
}

/**
 * What the policy pack says of a plan: the pack's own policies, run by the SDK's own analyzer in this process.
 * @param config content of the file that the CLI takes as `--policy-pack-config`
 * @param secrets values of the stack's configuration that are secret, which are no literals of the program
 */
export async function analyzePack(
  plan: Plan,
  config: PolicyConfig = {},
  secrets: readonly string[] = [],
): Promise<PackAnswer> {
  readOnce();
  const configured = policies.map((policy) => withConfig(policy, config));
  const analyze = makeAnalyzeStackRpcFun("zero-to-millions", "0.0.0", "mandatory", configured);
  const { result, evidence } = await collectEvidence(() => withConfiguredSecrets(secrets, () => call(analyze, plan)));
  return {
    findings: result.getDiagnosticsList().map((diagnostic) => findingOf(diagnostic, evidence)),
    notApplicable: result
      .getNotApplicableList()
      .map((each) => ({ rule: each.getPolicyName(), reason: each.getReason() })),
    disabled: configured.filter((each) => each.enforcementLevel === "disabled").map(({ name }) => name),
  };
}

function call(analyze: AnalyzeStack, plan: Plan): Promise<AnalyzeResponse> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null | undefined, response?: AnalyzeResponse) =>
      response ? resolve(response) : reject(error ?? new Error("the policy pack gave no answer"));
    analyze({ request: analyzeStackRequest(plan, inProcess) }, done).catch(reject);
  });
}

/** The SDK takes levels and properties from a call that only its server answers; here they come with the policy. */
function withConfig(policy: Rule, config: PolicyConfig): Rule {
  const level = levelOf(config, policy.name);
  return {
    ...policy,
    ...(level === undefined ? {} : { enforcementLevel: level }),
    validateStack: (args, report) =>
      policy.validateStack(
        { ...args, getConfig: <T extends object>() => propertiesOf(config, policy.name) as T },
        report,
      ),
  };
}

function findingOf(diagnostic: AnalyzeDiagnostic, evidence: ReadonlyMap<string, Evidence>): Finding {
  const name = diagnostic.getPolicyname();
  const policy = policies.find((each) => each.name === name);
  const known = evidence.get(evidenceKey(name, diagnostic.getUrn(), diagnostic.getMessage()));
  if (!policy) throw new Error(`the policy pack answered for a policy that it does not have: ${name}`);
  return {
    rule: name,
    kind: policy.kind,
    level: diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    severity: policy.severity,
    // Without evidence the policy itself could not run; that is no pass and no violation.
    outcome: known?.outcome ?? "unknown",
    urn: diagnostic.getUrn(),
    message: diagnostic.getMessage(),
    remediation: policy.remediationSteps,
    failure: known?.failure ?? null,
    flow: known?.flow ?? null,
    fixCost: null,
  };
}
