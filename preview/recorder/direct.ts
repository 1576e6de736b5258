import type { Duplex } from "node:stream";
import { deserialize, serialize } from "node:v8";
import {
  type handleUnaryCall,
  type ServiceDefinition,
  type ServiceError,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { eachFrame } from "./child/frames.cjs";

const HEADER_BYTES = 8;

/** Answers a call, given as it came over the wire. */
type Answer = (request: Buffer) => Promise<Buffer>;

export interface Service {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

/**
 * Serves unary calls over the pipe that only the program's own process has: the same services as by gRPC, without HTTP/2.
 */
export function serveDirectly(pipe: Duplex, services: readonly Service[]): void {
  const answers = new Map(services.flatMap(answersOf));
  const reply = (id: number, code: number, payload: Uint8Array): void => {
    const header = Buffer.alloc(HEADER_BYTES + 1);
    header.writeUInt32LE(header.length - 4 + payload.length, 0);
    header.writeUInt32LE(id, 4);
    header.writeUInt8(code, HEADER_BYTES);
    pipe.cork();
    pipe.write(header);
    pipe.write(payload);
    process.nextTick(() => pipe.uncork());
  };
  // A program that was ended leaves a broken pipe.
  pipe.on("error", () => undefined);
  // A call is its number, the length of its path and the path, and the message.
  eachFrame(pipe, (frame) => {
    const id = frame.readUInt32LE(4);
    const pathEnd = HEADER_BYTES + 1 + frame.readUInt8(HEADER_BYTES);
    const path = frame.toString("latin1", HEADER_BYTES + 1, pathEnd);
    const answer = answers.get(path);
    if (answer === undefined) return reply(id, status.UNIMPLEMENTED, Buffer.from(`The preview does not serve ${path}`));
    answer(frame.subarray(pathEnd)).then(
      (response) => reply(id, status.OK, response),
      (error: ServiceError) => reply(id, error.code ?? status.UNKNOWN, Buffer.from(error.details ?? error.message)),
    );
  });
}

/** What the SDK's generated description of a call has beside what gRPC asks for: the classes of its messages. */
interface MessageTypes {
  readonly requestType?: new (fields: unknown[]) => unknown;
}

interface Message {
  toArray(): unknown[];
}

function answersOf({ definition, implementation }: Service): readonly (readonly [string, Answer])[] {
  return Object.entries(definition).flatMap(([name, method]) => {
    const handle = implementation[name] as handleUnaryCall<unknown, unknown> | undefined;
    const { requestType: Request } = method as MessageTypes;
    if (handle === undefined || Request === undefined || method.requestStream || method.responseStream) return [];
    const answer: Answer = (bytes) =>
      new Promise((resolve, reject) => {
        const call = { request: new Request(deserialize(bytes)) } as Parameters<typeof handle>[0];
        handle(call, (error, response) =>
          error ? reject(error) : resolve(serialize((response as Message).toArray())),
        );
      });
    return [[method.path, answer] as const];
  });
}
