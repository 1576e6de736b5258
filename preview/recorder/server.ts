import { timingSafeEqual } from "node:crypto";
import { Server, ServerCredentials, ServerInterceptingCall, type ServerInterceptor, status } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { Deployment } from "./deployment";
import type { Service } from "./direct";
import { engineService } from "./engine";
import { MESSAGE_LIMIT } from "./limits";
import type { Listener } from "./listener";
import { type MonitorParts, monitorService } from "./monitor";
import { TOKEN_HEADER } from "./names-on-the-wire";

export interface RunningServer {
  /** What it serves, for whom has a shorter way to it. */
  readonly services: readonly Service[];
  stop(): void;
}

/** Serves monitor and engine to whoever connects to `listener` and has the token. */
export function serve(listener: Listener, deployment: Deployment, parts: MonitorParts, token: string): RunningServer {
  const server = new Server({ ...MESSAGE_LIMIT, interceptors: [guard(token)] });
  const services = [
    { definition: ResourceMonitorService, implementation: monitorService(parts) },
    { definition: EngineService, implementation: engineService(deployment) },
  ];
  for (const { definition, implementation } of services) server.addService(definition, implementation);
  const connections = server.createConnectionInjector(ServerCredentials.createInsecure());
  listener.accept((socket) => connections.injectConnection(socket));
  return { services, stop: () => server.forceShutdown() };
}

function guard(token: string): ServerInterceptor {
  return (_method, call) =>
    new ServerInterceptingCall(call, {
      start(next) {
        next({
          onReceiveMetadata(metadata, deliver) {
            const given = String(metadata.get(TOKEN_HEADER)[0] ?? "");
            if (same(given, token)) deliver(metadata);
            else
              call.sendStatus({
                code: status.UNAUTHENTICATED,
                details: "This call does not carry the preview's token.",
              });
          },
        });
      },
    });
}

function same(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
