// Takes the program's calls to the preview over a pipe between the two: HTTP/2 on the loopback takes several times as long,
// and so does Protocol Buffers' own format beside the arrays that its messages are made of, as V8 writes them.
"use strict";

const { EventEmitter } = require("node:events");
const net = require("node:net");
const v8 = require("node:v8");
const { eachFrame } = require("./frames.cjs");

const PIPE = 4;
const HEADER_BYTES = 8;
const OK = 0;

/**
 * Gives the gRPC client a shorter way for calls to the preview's own port. Whoever else knows the port calls it by gRPC.
 * @param exports of `@grpc/grpc-js/build/src/client.js`
 * @param load requires what stands beside it
 */
exports.withDirectCalls = ({ Client }, load, { port }) => {
  if (typeof Client?.prototype?.makeUnaryRequest !== "function") return;
  const { makeUnaryRequest } = Client.prototype;
  const { callErrorFromStatus } = load("./call");
  const { Metadata } = load("./metadata");
  const known = new WeakMap();
  const callsPreview = (client) => {
    if (!known.has(client)) known.set(client, client.getChannel().getTarget().endsWith(`127.0.0.1:${port}`));
    return known.get(client);
  };
  Client.prototype.makeUnaryRequest = function callDirectly(path, serialize, deserialize, argument, ...rest) {
    const Response = callsPreview(this) ? responseType(this, path) : undefined;
    if (Response === undefined || typeof argument?.toArray !== "function") {
      return makeUnaryRequest.call(this, path, serialize, deserialize, argument, ...rest);
    }
    const callback = rest.find((given) => typeof given === "function");
    const caller = new Error();
    connection().call(path, v8.serialize(argument.toArray()), (code, payload) => {
      if (code === OK) return callback(null, new Response(v8.deserialize(payload)));
      const status = { code, details: payload.toString("utf8"), metadata: new Metadata() };
      return callback(callErrorFromStatus(status, framesOf(caller)));
    });
    return Object.assign(new EventEmitter(), { cancel: () => undefined, getPeer: () => "preview" });
  };
};

/** As the SDK's generated client describes the call. */
const responseType = ({ constructor: { service = {} } }, path) =>
  Object.values(service).find((method) => method.path === path)?.responseType;

const framesOf = ({ stack = "" }) => stack.split("\n").slice(1).join("\n");

let opened;

function connection() {
  opened ??= open();
  return opened;
}

/** Calls are told apart by a number; an answer bears that of its call. */
function open() {
  const socket = new net.Socket({ fd: PIPE, readable: true, writable: true });
  const waiting = new Map();
  let last = 0;
  let held = false;
  socket.unref();
  // The preview is gone: report.cjs sees to the rest.
  socket.on("error", () => undefined);
  // An answer is the number of its call, a gRPC status code, and the message or what is wrong.
  eachFrame(socket, (frame) => {
    const id = frame.readUInt32LE(4);
    const answered = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) socket.unref();
    answered?.(frame.readUInt8(HEADER_BYTES), frame.subarray(HEADER_BYTES + 1));
  });
  return {
    call(path, payload, answered) {
      last += 1;
      if (waiting.size === 0) socket.ref();
      waiting.set(last, answered);
      if (!held) {
        // What is called in one turn leaves at once.
        held = true;
        socket.cork();
        process.nextTick(() => {
          held = false;
          socket.uncork();
        });
      }
      const header = Buffer.alloc(HEADER_BYTES + 1 + path.length);
      header.writeUInt32LE(header.length - 4 + payload.length, 0);
      header.writeUInt32LE(last, 4);
      header.writeUInt8(path.length, HEADER_BYTES);
      header.write(path, HEADER_BYTES + 1, "latin1");
      socket.write(header);
      socket.write(payload);
    },
  };
}
