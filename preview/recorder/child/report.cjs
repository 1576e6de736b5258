// Tells the preview how the program failed, over a pipe of its own: the error and the program's own frames.
"use strict";

const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");
const { inspect } = require("node:util");
const { withoutSecrets } = require("./secrets.cjs");
const { sentenceOfNode } = require("./syntax.cjs");

const PIPE = 3;
const PREVIEW = path.join(__dirname, "..", "..") + path.sep;
/** Of the policy pack, and at work in the program's process too. */
const LATE_LOADING = require.resolve("../../../policies/late-loading.cjs");
/** Its frames name the compiled file, or the source that its map names. */
const SDK_FILE = /[\\/]@pulumi[\\/](?:pulumi[\\/]|cmd[\\/]run[\\/])/;
const FRAME = /^\s*at (?:(.*?) \()?(?:file:\/\/)?(.+?):(\d+):(\d+)\)?$/;

exports.reportFailures = (settings) => {
  const seen = new Set();
  const onFailure = (error) => {
    if (seen.has(error)) return;
    seen.add(error);
    const told = describe(error, settings);
    send({ kind: "failure", ...told, message: withoutSecrets(told.message) });
    shorten(error);
  };
  process.on("uncaughtExceptionMonitor", onFailure);
  process.on("unhandledRejection", onFailure);
  reportExit();
  answerParent();
};

function describe(error, settings) {
  if (!(error instanceof Error) && typeof error?.message !== "string") {
    return { name: "", message: inspect(error, { depth: 2, breakLength: Number.POSITIVE_INFINITY }), frames: [] };
  }
  const forUser = error.__pulumiRunError === true;
  const hidden = forUser || error.hideStack === true;
  const stack = typeof error.stack === "string" ? error.stack : "";
  return {
    name: String(error.name ?? ""),
    message: sentenceOfNode(error, settings) ?? String(error.message),
    code: error.code,
    forUser,
    frames: hidden ? ownFrames(stack).slice(0, 1) : ownFrames(stack),
  };
}

/** The SDK prints the error in colours: frames of packages take node minutes then, and are not wanted. */
function shorten(error) {
  if (typeof error?.stack !== "string") return;
  const lines = error.stack.split("\n");
  const kept = lines.filter((line) => !line.includes("node_modules"));
  try {
    Object.defineProperty(error, "stack", { value: kept.join("\n"), configurable: true, writable: true });
    if (Object.hasOwn(error, "promise")) Object.defineProperty(error, "promise", { enumerable: false });
  } catch {
    // A frozen error stays as it is.
  }
}

/** The frames of the program itself: neither packages nor node nor the preview. */
function ownFrames(stack) {
  return stack.split("\n").flatMap((line) => {
    const [, name, file, row, column] = FRAME.exec(line) ?? [];
    if (file === undefined || !path.isAbsolute(file)) return [];
    if (file.includes(`${path.sep}node_modules${path.sep}`)) return [];
    if (file.startsWith(PREVIEW) || file === LATE_LOADING) return [];
    const place = `${file}:${row}:${column}`;
    return [name === undefined || name === "" ? place : `${name} (${place})`];
  });
}

function reportExit() {
  const { exit } = process;
  process.exit = (code) => {
    const callers = (new Error().stack ?? "").split("\n").slice(2);
    const bySdk = SDK_FILE.test(callers[0] ?? "");
    if (!bySdk) send({ kind: "exit", code: code ?? process.exitCode ?? 0, frames: ownFrames(callers.join("\n")) });
    return exit.call(process, code);
  };
}

/** The parent asks what keeps the process alive; when the parent is gone, so is the reason to live. */
function answerParent() {
  const pipe = new net.Socket({ fd: PIPE, readable: true, writable: true });
  pipe.on("data", () => send({ kind: "busy", handles: process.getActiveResourcesInfo() }));
  pipe.on("error", () => undefined);
  pipe.on("close", () => {
    try {
      process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
    } catch {
      process.kill(process.pid, "SIGKILL");
    }
  });
  pipe.unref();
}

function send(report) {
  const line = Buffer.from(`${JSON.stringify(report)}\n`);
  let written = 0;
  while (written < line.length) {
    try {
      written += fs.writeSync(PIPE, line, written);
    } catch (error) {
      if (error.code !== "EAGAIN") return;
    }
  }
}
