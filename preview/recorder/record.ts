import { randomUUID } from "node:crypto";
import type { Plan } from "../../model/plan";
import { type PropertyMap, text } from "../../model/value";
import { ProgramError, UsageError } from "../failure";
import { hasStack, type Project, readProject } from "../project";
import { redactor } from "../report/redaction";
import { namingSettings } from "./automatic-names";
import { Callbacks } from "./callbacks";
import { Deployment } from "./deployment";
import { DynamicChecks } from "./dynamic-checks";
import { DynamicProcess } from "./dynamic-process";
import { Hooks } from "./hooks";
import { defaultConfiguration, Invoker } from "./invoke";
import type { MonitorParts } from "./monitor";
import { presentable, withoutReferences } from "./presentable";
import { runProgram } from "./program";
import { programFailure } from "./program-failure";
import type { ProgramEnd } from "./program-process";
import { Providers } from "./providers";
import type { Recording, RecordOptions } from "./recording";
import { serve } from "./server";
import { StackOutputs } from "./stack-references";

const DEFAULT_TIMEOUT_SECONDS = 300;
const DEFAULT_ORGANIZATION = "organization";

/**
 * Runs a Pulumi program in a preview of one stack and records what it would create, without an engine. Throws a
 * UsageError for a mistake in the project's files, a ProgramError where the program fails.
 */
export function recordProgram(options: RecordOptions): Promise<Recording> {
  return recordStack(options, new Set());
}

async function recordStack(options: RecordOptions, running: ReadonlySet<string>): Promise<Recording> {
  const names = options.stack.split("/");
  const stack = names.at(-1) ?? "";
  const organization = names.length > 1 ? names[0] : undefined;
  const sealed = `sealed-${randomUUID()}`;
  const { directory, config = {} } = options;
  const project = readProject({ directory, stack, sealed, environment: process.env, overrides: config });
  const settings = { ...options, stack, organization: options.organization ?? organization ?? DEFAULT_ORGANIZATION };
  const deployment = newDeployment(settings, project, sealed);
  if (project.environments.length > 0) {
    const names = project.environments.join(", ");
    deployment.assume(
      "pulumi:esc:environment",
      null,
      `Only Pulumi's service can open the environment ${names}: configuration that the program needs and only it may have is unknown.`,
    );
  }
  const dynamic = new DynamicProcess(project, (severity, text) => deployment.message({ severity, urn: null, text }));
  const parts = {
    ...monitorParts(deployment, (other) => previewOther(settings, other, new Set([...running, stack]))),
    checks: new DynamicChecks(deployment, dynamic),
  };
  const { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, asUnderTheCli = false } = options;
  const end = await run(deployment, parts, project, {
    timeoutSeconds,
    asUnderTheCli,
    onStart: options.onStart,
  }).finally(() => dynamic.close());
  const failure = programFailure(end, deployment, timeoutSeconds);
  if (failure !== undefined) throw withoutSecrets(failure, planOf(deployment), project, sealed);
  const { assumed, messages } = deployment;
  return { plan: planOf(deployment), assumed, messages, config: deployment.settings.config };
}

interface Settings extends RecordOptions {
  readonly organization: string;
}

function newDeployment(settings: Settings, project: Project, sealed: string): Deployment {
  const plain = Object.entries(project.config.values).filter(([, { secret }]) => !secret);
  const known = {
    project: project.name,
    stack: project.stack,
    organization: settings.organization,
    root: project.root,
    config: Object.fromEntries(plain.map(([key, value]) => [key, value.text])),
    sealed,
    read: { directory: project.workingDirectory },
    onResource: settings.onResource ?? (() => undefined),
    onMessage: settings.onMessage ?? (() => undefined),
  };
  return new Deployment({ ...known, naming: namingSettings(known) });
}

function monitorParts(
  deployment: Deployment,
  previewStack: (stack: string) => Promise<PropertyMap | undefined>,
): MonitorParts {
  const callbacks = new Callbacks();
  const providers = new Providers(deployment);
  const stackOutputs = new StackOutputs(deployment, previewStack);
  return {
    deployment,
    providers,
    callbacks,
    stackOutputs,
    hooks: new Hooks(deployment, callbacks),
    invoker: new Invoker(deployment, providers, stackOutputs),
  };
}

interface Start {
  readonly timeoutSeconds: number;
  readonly asUnderTheCli: boolean;
  readonly onStart: (() => void) | undefined;
}

async function run(
  deployment: Deployment,
  parts: MonitorParts,
  project: Project,
  { onStart, ...limits }: Start,
): Promise<ProgramEnd> {
  const token = randomUUID();
  const server = await serve(deployment, parts, token);
  const { organization, sealed } = deployment.settings;
  try {
    const end = runProgram({
      project,
      organization,
      sealed,
      token,
      port: server.port,
      services: server.services,
      ...limits,
      onLine: (severity, line) => deployment.message({ severity, urn: null, text: line }),
    });
    onStart?.();
    return await end;
  } finally {
    parts.callbacks.close();
    server.stop();
  }
}

/** The outputs of another stack of the project; undefined where it has no configuration, runs already, or fails. */
async function previewOther(
  { onResource: _, onMessage: __, onStart: ___, ...options }: Settings,
  stack: string,
  running: ReadonlySet<string>,
): Promise<PropertyMap | undefined> {
  if (running.has(stack) || !hasStack(options.directory, stack)) return undefined;
  try {
    return (await recordStack({ ...options, stack }, running)).plan.outputs;
  } catch {
    return undefined;
  }
}

function planOf(deployment: Deployment): Plan {
  const { project, stack, config, sealed } = deployment.settings;
  const resources = [...deployment.entries.values()].map(({ planned, outputs }) => ({
    ...planned,
    outputs: presentable(withoutReferences(outputs), sealed),
  }));
  const region = text(defaultConfiguration(config, "aws").region) ?? regionOfEnvironment();
  return { project, stack, resources, outputs: deployment.stackOutputs, region };
}

function regionOfEnvironment(): string | null {
  return process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || null;
}

/** A message never holds a secret of the configuration, nor one that the program gave to a resource. */
function withoutSecrets(
  failure: ProgramError | UsageError,
  plan: Plan,
  project: Project,
  sealed: string,
): ProgramError | UsageError {
  const secrets = Object.values(project.config.values).filter(({ secret, text }) => secret && text.length > 3);
  const hidden = [...secrets.map(({ text }) => text), sealed];
  const redacted = redactor(plan);
  const clean = (line: string): string =>
    hidden.reduce((result, value) => result.replaceAll(value, "[secret]"), redacted(line));
  if (failure instanceof UsageError) return new UsageError(clean(failure.message));
  return new ProgramError(clean(failure.message), failure.frames.map(clean));
}
