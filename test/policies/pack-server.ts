import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient, AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Plan } from "../../model/plan";
import { analyzeStackRequest } from "../../policies/analyzer-request";

/** The engine takes messages of up to 400 MB. */
const ANY_SIZE = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

const PACK = path.join(__dirname, "../../policies");

/** The pack as the CLI starts it: a process of its own that serves over gRPC. */
export class PackServer {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  static async start(): Promise<PackServer> {
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const env = { ...process.env, PULUMI_NODEJS_PROJECT: "shop", PULUMI_NODEJS_STACK: "test", PULUMI_DRY_RUN: "true" };
    const child = spawn(process.execPath, [runner, "127.0.0.1:0", "."], { cwd: PACK, env });
    const port = await firstLine(child);
    return new PackServer(child, new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure(), ANY_SIZE));
  }

  info(): Promise<messages.AnalyzerInfo> {
    return answer((done) => this.client.getAnalyzerInfo(new Empty(), done));
  }

  /** Levels and properties, as the engine passes on what `--policy-pack-config` says. */
  async configure(settings: {
    readonly [policy: string]: { readonly level: messages.EnforcementLevel; readonly properties?: object };
  }): Promise<void> {
    const request = new messages.ConfigureAnalyzerRequest();
    for (const [policy, { level, properties = {} }] of Object.entries(settings)) {
      const config = new messages.PolicyConfig();
      config.setEnforcementlevel(level);
      config.setProperties(Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]));
      request.getPolicyconfigMap().set(policy, config);
    }
    await answer<Empty>((done) => this.client.configure(request, done));
  }

  analyze(plan: Plan): Promise<readonly messages.AnalyzeDiagnostic[]> {
    return this.ask(analyzeStackRequest(plan));
  }

  async ask(request: ReturnType<typeof analyzeStackRequest>): Promise<readonly messages.AnalyzeDiagnostic[]> {
    return (
      await answer<messages.AnalyzeResponse>((done) => this.client.analyzeStack(request, done))
    ).getDiagnosticsList();
  }

  /** Asks what {@link ask} asks, by a request that is written already. */
  async askWritten(request: Buffer): Promise<readonly messages.AnalyzeDiagnostic[]> {
    const { path: method, responseDeserialize } = AnalyzerService.analyzeStack;
    return (
      await answer<messages.AnalyzeResponse>((done) =>
        this.client.makeUnaryRequest(method, (bytes: Buffer) => bytes, responseDeserialize, request, done),
      )
    ).getDiagnosticsList();
  }

  stop(): void {
    this.client.close();
    this.process.kill();
  }
}

function answer<T>(call: (done: (error: Error | null, response?: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error || response === undefined ? reject(error) : resolve(response)));
  });
}

/** The first thing that a pack may say is the port it serves on. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = "";
    child.stderr?.on("data", (text) => {
      errors += String(text);
    });
    child.stdout?.once("data", (text) => resolve(String(text).trim().split("\n")[0] ?? ""));
    child.once("exit", (code) => reject(new Error(`the pack ended with ${code}: ${errors}`)));
  });
}
