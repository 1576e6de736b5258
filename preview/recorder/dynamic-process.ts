import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { type CheckRequest, type CheckResponse, ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Project } from "../project";
import { MESSAGE_LIMIT } from "./limits";
import { killTree, killWithThisProcess } from "./program-process";
import { locateSdk } from "./sdk-location";

export type OnLine = (stream: "stdout" | "stderr", line: string) => void;

/** A process that runs providers which a program brings along: the one of the SDK, as an engine starts it. */
export class DynamicProcess {
  #child: ChildProcess | undefined;
  #client: Promise<ResourceProviderClient> | undefined;
  #release = (): void => undefined;

  constructor(
    private readonly project: Project,
    private readonly onLine: OnLine,
  ) {}

  /** Has a provider check the inputs of its resource. Rejects with what its code throws. */
  async check(request: CheckRequest): Promise<CheckResponse> {
    this.#client ??= this.#start();
    const client = await this.#client;
    return new Promise((resolve, reject) => {
      client.check(request, (error, response) => (error ? reject(new Error(error.details)) : resolve(response)));
    });
  }

  /** Ends the process, where one was needed. */
  close(): void {
    this.#release();
    if (this.#child !== undefined) killTree(this.#child);
    this.#client?.then((client) => client.close()).catch(() => undefined);
  }

  async #start(): Promise<ResourceProviderClient> {
    const { workingDirectory, name, config } = this.project;
    const script = join(locateSdk(workingDirectory).sdk, "cmd", "dynamic-provider", "index.js");
    const values = Object.entries(config.values).map(([key, { text }]) => [key, text] as const);
    const child = spawn(process.execPath, [script, ""], {
      cwd: workingDirectory,
      env: {
        ...process.env,
        PULUMI_NODEJS_PROJECT: name,
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(values)),
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    this.#child = child;
    this.#release = killWithThisProcess(child);
    const client = new ResourceProviderClient(
      `127.0.0.1:${await this.#port(child)}`,
      credentials.createInsecure(),
      MESSAGE_LIMIT,
    );
    const request = new ConfigureRequest().setArgs(Struct.fromJavaScript(Object.fromEntries(values)));
    await new Promise<void>((resolve, reject) => {
      client.configure(request, (error) => (error ? reject(new Error(error.details)) : resolve()));
    });
    return client;
  }

  /** The first line that it prints is its port; what follows is printed by the providers. */
  #port(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
      let known = false;
      const visit = (stream: "stdout" | "stderr", line: string): void => {
        if (known || stream === "stderr") this.onLine(stream, line);
        else resolve(line.trim());
        known ||= stream === "stdout";
      };
      for (const stream of ["stdout", "stderr"] as const) {
        const input = child[stream];
        if (input !== null) createInterface({ input }).on("line", (line) => visit(stream, line));
      }
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`its process ended with code ${code}`)));
    });
  }
}
