import type { Assumption } from "../../model/assessment";
import type { Plan } from "../../model/plan";

export interface RecordOptions {
  /** Folder that holds Pulumi.yaml. */
  readonly directory: string;
  readonly stack: string;
  /** Configuration that goes before the stack's own: values by key, as text; a key without a namespace is the project's. */
  readonly config?: { readonly [key: string]: string };
  /** Organization that `pulumi.getOrganization()` answers. Default: `organization`, as the engine's self-managed backends. */
  readonly organization?: string;
  /** Seconds after which a program that has not ended is stopped. Default 300. */
  readonly timeoutSeconds?: number;
  /**
   * Leaves the SDK and its TypeScript compiler as Pulumi's own language host has them, which takes several times as long: to
   * check that a program runs under the CLI too, and that the plan does not depend on what makes it quick here. Default false.
   */
  readonly asUnderTheCli?: boolean;
  /** Called when the program's process has been started, and takes its time to load: the moment to do something else. */
  readonly onStart?: () => void;
  /** Called for each registered resource, with the count so far: progress on a terminal. */
  readonly onResource?: (count: number) => void;
  /** Called for what the program logs (`pulumi.log`) and prints. */
  readonly onMessage?: (message: ProgramMessage) => void;
}

export interface ProgramMessage {
  readonly severity: "debug" | "info" | "warning" | "error" | "stdout" | "stderr";
  readonly urn: string | null;
  readonly text: string;
}

/** What running a program against the recorder gave. */
export interface Recording {
  readonly plan: Plan;
  readonly assumed: readonly Assumption[];
  readonly messages: readonly ProgramMessage[];
  /** The stack's configuration by full key, as text, without what is secret. Empty for a plan that was read from a file. */
  readonly config: { readonly [key: string]: string };
  /** The values of the stack's configuration that are secret, where they could be decrypted. Never to be printed. */
  readonly configuredSecrets?: () => readonly string[];
}
