import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Client, credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  ConfigureRequest,
  type ConfigureResponse,
  type ConstructRequest,
  type ConstructResponse,
} from "@pulumi/pulumi/proto/provider_pb";

/** A provider's program that runs, as an engine starts it. */
export class PluginProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: Client,
  ) {}

  /** Starts it; `engine` is where it writes its messages. Its first line is the port that it listens on. */
  static async start(program: string, engine: string): Promise<PluginProcess> {
    const child = spawn(program, [engine], { stdio: ["ignore", "pipe", "inherit"] });
    const port = await new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`${program} ended with code ${code} before it named its port.`)));
      createInterface({ input: child.stdout }).once("line", resolve);
    });
    const plugin = new PluginProcess(child, new Client(`127.0.0.1:${port}`, credentials.createInsecure()));
    await plugin.#call<ConfigureRequest, ConfigureResponse>(
      "configure",
      new ConfigureRequest().setAcceptsecrets(true).setAcceptresources(true),
    );
    return plugin;
  }

  construct(request: ConstructRequest): Promise<ConstructResponse> {
    return this.#call("construct", request);
  }

  stop(): void {
    this.client.close();
    this.child.kill("SIGKILL");
  }

  #call<Request, Response>(method: "configure" | "construct", request: Request): Promise<Response> {
    const { path, requestSerialize, responseDeserialize } = ResourceProviderService[method];
    return new Promise((resolve, reject) => {
      this.client.makeUnaryRequest(
        path,
        requestSerialize as (value: Request) => Buffer,
        responseDeserialize as (bytes: Buffer) => Response,
        request,
        (error: ServiceError | null, response?: Response) =>
          response === undefined ? reject(new Error(error?.details)) : resolve(response),
      );
    });
  }
}
