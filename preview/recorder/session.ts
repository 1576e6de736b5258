import type { Duplex } from "node:stream";
import type { Plan } from "../../model/plan";
import { type PropertyMap, text } from "../../model/value";
import { ProgramError, UsageError } from "../failure";
import type { Project } from "../project";
import { redactor } from "../report/redaction";
import { namingSettings } from "./automatic-names";
import { Callbacks } from "./callbacks";
import { Deployment } from "./deployment";
import { serveDirectly } from "./direct";
import { DynamicChecks } from "./dynamic-checks";
import { DynamicProcess } from "./dynamic-process";
import { Hooks } from "./hooks";
import { defaultConfiguration, Invoker } from "./invoke";
import type { Listener } from "./listener";
import type { MonitorParts } from "./monitor";
import { presentable, withoutReferences } from "./presentable";
import { programFailure } from "./program-failure";
import type { ProgramEnd } from "./program-process";
import { Providers } from "./providers";
import type { Recording, RecordOptions } from "./recording";
import { requireRegion } from "./region";
import { type RunningServer, serve } from "./server";
import { StackOutputs } from "./stack-references";

export interface Settings extends RecordOptions {
  readonly organization: string;
  readonly timeoutSeconds: number;
  /** Stands for secrets of the configuration whose passphrase is not there. */
  readonly sealed: string;
}

/** The ways on which a program's process calls. */
export interface Calls {
  readonly listener: Listener;
  /** The process's own, where it has one. */
  readonly pipe: Duplex | undefined;
  readonly token: string;
}

/** What a program is served by while it runs, and what it leaves. */
export class Session {
  readonly #deployment: Deployment;
  readonly #parts: MonitorParts;
  readonly #dynamic: DynamicProcess;
  #server: RunningServer | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly project: Project,
    previewStack: (stack: string) => Promise<PropertyMap | undefined>,
  ) {
    const deployment = newDeployment(settings, project);
    this.#deployment = deployment;
    assumeEnvironments(deployment, project);
    this.#dynamic = new DynamicProcess(project, (severity, text) => deployment.message({ severity, urn: null, text }));
    this.#parts = {
      ...monitorParts(deployment, previewStack),
      checks: new DynamicChecks(deployment, this.#dynamic),
    };
  }

  serve({ listener, pipe, token }: Calls): void {
    this.#server = serve(listener, this.#deployment, this.#parts, token);
    if (pipe !== undefined) serveDirectly(pipe, this.#server.services);
  }

  /** Takes a line that the program printed. */
  printed(severity: "stdout" | "stderr", line: string): void {
    this.#deployment.message({ severity, urn: null, text: line });
  }

  close(): void {
    this.#dynamic.close();
    this.#parts.callbacks.close();
    this.#server?.stop();
  }

  /** @throws UsageError or ProgramError where the program failed */
  recording(end: ProgramEnd): Recording {
    const deployment = this.#deployment;
    const failure = programFailure(end, deployment, this.settings.timeoutSeconds);
    if (failure !== undefined) {
      throw withoutSecrets(failure, planOf(deployment), this.project, this.settings.sealed);
    }
    const { assumed, messages } = deployment;
    return {
      plan: planOf(deployment),
      assumed,
      messages,
      config: deployment.settings.config,
      configuredSecrets: () => configuredSecrets(this.project),
    };
  }
}

function newDeployment(settings: Settings, project: Project): Deployment {
  const plain = Object.entries(project.config.values).filter(([, { secret }]) => !secret);
  const known = {
    project: project.name,
    stack: project.stack,
    organization: settings.organization,
    root: project.root,
    config: Object.fromEntries(plain.map(([key, value]) => [key, value.text])),
    sealed: settings.sealed,
    read: { directory: project.workingDirectory },
    onResource: settings.onResource ?? (() => undefined),
    onMessage: settings.onMessage ?? (() => undefined),
  };
  return new Deployment({ ...known, naming: namingSettings(known) });
}

function assumeEnvironments(deployment: Deployment, { environments }: Project): void {
  if (environments.length === 0) return;
  deployment.assume(
    "pulumi:esc:environment",
    null,
    `Only Pulumi's service can open the environment ${environments.join(", ")}: configuration that the program needs and only it may have is unknown.`,
  );
}

function monitorParts(
  deployment: Deployment,
  previewStack: (stack: string) => Promise<PropertyMap | undefined>,
): Omit<MonitorParts, "checks"> {
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

function planOf(deployment: Deployment): Plan {
  const { project, stack, config, sealed } = deployment.settings;
  const resources = [...deployment.entries.values()].map(({ planned, outputs }) => ({
    ...planned,
    outputs: presentable(withoutReferences(outputs), sealed),
  }));
  const region = text(defaultConfiguration(config, "aws").region) ?? regionOfEnvironment();
  requireRegion(region);
  return { project, stack, resources, outputs: deployment.stackOutputs, region };
}

function regionOfEnvironment(): string | null {
  return process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || null;
}

function configuredSecrets({ config }: Project): readonly string[] {
  return Object.values(config.values).flatMap(({ secret, text: value }) => (secret ? [value] : []));
}

/** A message never holds a secret of the configuration, nor one that the program gave to a resource. */
function withoutSecrets(
  failure: ProgramError | UsageError,
  plan: Plan,
  project: Project,
  sealed: string,
): ProgramError | UsageError {
  const hidden = [...configuredSecrets(project).filter((value) => value.length > 3), sealed];
  const redacted = redactor(plan);
  const clean = (line: string): string =>
    hidden.reduce((result, value) => result.replaceAll(value, "[secret]"), redacted(line));
  if (failure instanceof UsageError) return new UsageError(clean(failure.message));
  return new ProgramError(clean(failure.message), failure.frames.map(clean));
}
