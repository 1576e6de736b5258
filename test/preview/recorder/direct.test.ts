import { Duplex } from "node:stream";
import { serialize } from "node:v8";
import { type handleUnaryCall, status } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import fc from "fast-check";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { serveDirectly } from "../../../preview/recorder/direct";
import { record, resourceOf } from "./program";

/** A pipe whose far end is this test. */
class Pipe extends Duplex {
  readonly sent: Buffer[] = [];

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.sent.push(chunk);
    done();
  }
}

/** A call as `child/direct.cjs` frames it. */
function callOf(id: number, path: string, payload: Uint8Array): Buffer {
  const frame = Buffer.alloc(9 + path.length + payload.length);
  frame.writeUInt32LE(frame.length - 4, 0);
  frame.writeUInt32LE(id, 4);
  frame.writeUInt8(path.length, 8);
  frame.write(path, 9, "latin1");
  frame.set(payload, 9 + path.length);
  return frame;
}

const logOf = (text: string): Uint8Array => serialize(new LogRequest().setMessage(text).toArray());

function serveLog(handle: (text: string) => void): Pipe {
  const pipe = new Pipe();
  const log: handleUnaryCall<LogRequest, Empty> = ({ request }, done) => {
    try {
      handle(request.getMessage());
      done(null, new Empty());
    } catch (error) {
      done({ code: status.UNKNOWN, details: (error as Error).message });
    }
  };
  serveDirectly(pipe, [{ definition: EngineService, implementation: { log } }]);
  return pipe;
}

/** Number of the call, status code and text of each answer. */
async function answers({ sent }: Pipe): Promise<readonly (readonly [number, number, string])[]> {
  await new Promise(setImmediate);
  const bytes = Buffer.concat(sent);
  const found: [number, number, string][] = [];
  for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32LE(at)) {
    const end = at + 4 + bytes.readUInt32LE(at);
    found.push([bytes.readUInt32LE(at + 4), bytes.readUInt8(at + 8), bytes.toString("utf8", at + 9, end)]);
  }
  return found;
}

describe("calls over the program's own pipe", () => {
  it("are told apart however their bytes arrive", async () => {
    const said = ["é", "b", "", "a longer one"];
    const bytes = Buffer.concat(said.map((text, index) => callOf(index + 1, "/pulumirpc.Engine/Log", logOf(text))));
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const texts: string[] = [];
        const pipe = serveLog((text) => void texts.push(text));
        const ends = [...places.sort((one, other) => one - other), bytes.length];
        for (const [index, end] of ends.entries()) {
          pipe.push(bytes.subarray(ends[index - 1] ?? 0, end));
          await new Promise(setImmediate);
        }
        expect((await answers(pipe)).map(([id, code]) => [id, code])).toEqual(
          said.map((_, index) => [index + 1, status.OK]),
        );
        expect(texts).toEqual(said);
      }),
      { numRuns: 500 },
    );
  });

  it("are answered with what went wrong", async () => {
    const pipe = serveLog(() => {
      throw new Error("no place for ü");
    });
    pipe.push(callOf(7, "/pulumirpc.Engine/Log", logOf("a")));
    pipe.push(callOf(8, "/pulumirpc.Engine/Unheard", logOf("a")));
    const given = await answers(pipe);
    expect(given).toContainEqual([7, status.UNKNOWN, "no place for ü"]);
    expect(given).toContainEqual([8, status.UNIMPLEMENTED, "The preview does not serve /pulumirpc.Engine/Unheard"]);
  });

  it("carry what is larger than the pipe, in both directions", async () => {
    const recording = await record(`
      const large = "x".repeat(3_000_000);
      const queues = [0, 1, 2].map((index) => new aws.sqs.Queue("queue-" + index, { policy: large }));
      export const lengths = queues.map((queue) => queue.policy.apply((policy) => policy.length));
    `);
    expect(recording.plan.outputs.lengths).toEqual([3_000_000, 3_000_000, 3_000_000]);
    expect(String(resourceOf(recording, "queue-2").inputs.policy)).toHaveLength(3_000_000);
  });
});
