// Adapts the SDK as it loads: without the costs that only its own debugging needs, and with secrets that stay unknown.
"use strict";

const Module = require("node:module");
const path = require("node:path");
const { loadSeldomUsedLate } = require("../../../policies/late-loading.cjs");
const { withDirectCalls } = require("./direct.cjs");
const { withUnknownConfig } = require("./environments.cjs");
const { withLazyOutputs, withOutputsInClosures } = require("./lazy-outputs.cjs");
const { rememberPartial, withCallbacksOnPartialAnswers } = require("./partial-answers.cjs");
const { rememberSecrets } = require("./secrets.cjs");

const inSdk = (file) => `${path.sep}@pulumi${path.sep}pulumi${path.sep}${file}`;

const GRPC_CLIENT = path.join("@grpc", "grpc-js", "build", "src", "client.js");

exports.adaptSdk = ({ port, sealed, partlyKnown, configIncomplete }) => {
  const adapters = [
    [GRPC_CLIENT, (exports, load) => withDirectCalls(exports, load, { port })],
    [inSdk(path.join("runtime", "debuggable.js")), withoutPromiseStacks],
    [inSdk("resource.js"), withoutCallSites],
    [inSdk(path.join("log", "index.js")), withoutOwnDebugLog],
    [inSdk("stackReference.js"), withPartlyKnownOutputs],
    [inSdk("output.js"), withOwnOutputs],
    [inSdk(path.join("runtime", "invoke.js")), withCallbacksOnPartialAnswers],
    [
      inSdk(path.join("runtime", "rpc.js")),
      (exports, load) => {
        withPartlyKnownAnswers(exports, load, partlyKnown);
        withLazyOutputs(exports, load);
      },
    ],
    [inSdk(path.join("runtime", "closure", "createClosure.js")), withOutputsInClosures],
    [
      inSdk("config.js"),
      (exports, load) => {
        withSealedSecrets(exports, load, sealed);
        if (configIncomplete) withUnknownConfig(exports, load);
      },
    ],
  ];
  loadSeldomUsedLate();
  const load = Module._extensions[".js"];
  const hooks = inSdk(path.join("runtime", "closure", "v8Hooks.js"));
  Module._extensions[".js"] = (module, filename) => {
    if (filename.endsWith(hooks)) {
      module.exports = inspectorWhenUsed();
      return;
    }
    load(module, filename);
    const adapter = adapters.find(([ending]) => filename.endsWith(ending));
    adapter?.[1](module.exports, (request) => module.require(request));
  };
};

/**
 * The SDK asks node's inspector about every file from the start, to know where functions are that it may have to serialise.
 * Asked when the first one is, the inspector tells of all files that there are by then.
 */
function inspectorWhenUsed() {
  const files = new Map();
  let opening;
  const open = async () => {
    const { Session } = require("node:inspector");
    const opened = new Session();
    opened.connect();
    opened.on("Debugger.scriptParsed", ({ params }) => files.set(params.scriptId, params.url));
    await new Promise((resolve, reject) => {
      opened.post("Debugger.enable", (error) => (error ? reject(error) : resolve()));
    });
    return opened;
  };
  return {
    isInitializedAsync: () => Promise.resolve(),
    getSessionAsync() {
      opening ??= open();
      return opening;
    },
    getScriptUrl: (id) => files.get(id),
  };
}

/**
 * The SDK wraps every promise to name, with a formatted stack, those that never settle: most of the time and memory that
 * a large program takes. One per call to the engine is enough to know that one is missing.
 */
function withoutPromiseStacks(exports) {
  const { debuggablePromise } = exports;
  if (typeof debuggablePromise !== "function") return;
  exports.debuggablePromise = (promise, context) => {
    if (context !== "rpcKeepAlive") return promise;
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
}

/** The SDK logs several times per resource what it is doing: each is a call to the engine, which shows none of them. */
function withoutOwnDebugLog(exports) {
  const { debug } = exports;
  const own =
    /^(?:\w+ RPC (?:prepared|finished|failed)|(?:Regist|Read|Gett|Call|Invok|Runn)\w*ing |Resource RPC|Found free variables|Serialize property|getResource Invoke RPC|, obj=)/;
  exports.debug = (message, ...rest) => (own.test(message) ? Promise.resolve() : debug(message, ...rest));
}

/** The SDK sends the whole call stack of every resource; a plan does not hold it. */
function withoutCallSites({ Resource }) {
  if (typeof Resource?.callsites === "function") Resource.callsites = () => [];
}

/** A secret that is not text cannot be told from the stand-in: it is unknown, and marked by what it comes from. */
function withSealedSecrets({ Config }, load, sealed) {
  for (const kind of ["Boolean", "Number", "Object"]) {
    for (const verb of ["getSecret", "requireSecret"]) {
      const original = Config?.prototype?.[verb + kind];
      if (typeof original !== "function") continue;
      Config.prototype[verb + kind] = function sealedOr(key, ...rest) {
        if (this.get(key) !== sealed) return original.call(this, key, ...rest);
        const { Output, unknown } = load("./output");
        const { DependencyResource } = load("./resource");
        const from = [new DependencyResource(`urn:pulumi:${sealed}::sealed::sealed::sealed`)];
        return new Output(
          from,
          Promise.resolve(unknown),
          Promise.resolve(false),
          Promise.resolve(true),
          Promise.resolve(from),
        );
      };
    }
  }
}

/** Another stack's outputs are all known when it is deployed; when it is previewed, some are and can be had. */
function withPartlyKnownOutputs({ StackReference }, load) {
  const { Output, isUnknown, output, unknown } = load("./output");
  if (typeof StackReference !== "function" || unknown === undefined) return;
  const reader = (missing) =>
    function read(name) {
      const value = output([this.name, name]).apply(([stack, key]) =>
        this.outputs.apply((outputs) => {
          if (outputs === undefined || outputs === null || isUnknown(outputs)) return unknown;
          return Object.hasOwn(outputs, key) ? outputs[key] : missing(stack, key);
        }, true),
      );
      const isSecret = Promise.all([output(name).promise(), this.secretOutputNames.promise(), value.isSecret]).then(
        ([key, names, secret]) => (Array.isArray(names) ? names.includes(key) : secret),
      );
      return new Output(value.resources(), value.promise(), value.isKnown, isSecret, value.allResources());
    };
  StackReference.prototype.getOutput = reader(() => undefined);
  StackReference.prototype.requireOutput = reader((stack, key) => {
    throw new Error(`Required output '${key}' does not exist on stack '${stack}'.`);
  });
}

function withOwnOutputs(exports) {
  withUnknownText(exports);
  rememberSecrets(exports);
}

/** An unknown value that a program writes into a text, as it may with a data source's answer, makes the text unknown. */
function withUnknownText({ unknown }) {
  const text = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  if (unknown === undefined) return;
  for (const way of ["toString", "toJSON", "valueOf"]) {
    Object.defineProperty(Object.getPrototypeOf(unknown), way, { value: () => text });
  }
}

/** The answer of a data source may be known in part: whatever else it has is unknown, however deep one looks. */
function withPartlyKnownAnswers(exports, load, mark) {
  const { deserializeProperties } = exports;
  exports.deserializeProperties = (struct, ...rest) => {
    const answer = deserializeProperties(struct, ...rest);
    if (answer[mark] === undefined) return answer;
    delete answer[mark];
    const { isUnknown, unknown } = load("../output");
    const anything = unknownThroughout(unknown);
    const partial = new Proxy(answer, {
      get(target, key) {
        if (typeof key === "symbol" || key.startsWith("__") || RESERVED.has(key)) return target[key];
        return Object.hasOwn(target, key) && !isUnknown(target[key]) ? target[key] : anything;
      },
    });
    return rememberPartial(partial, anything);
  };
}

const RESERVED = new Set(["then", "toJSON", "toString", "valueOf", "hasOwnProperty", "constructor"]);

/** An unknown value whose properties and methods are unknown too: a program that looks into it goes on. */
function unknownThroughout(unknown) {
  const anything = new Proxy(unknown, {
    get(target, key) {
      if (key === Symbol.iterator) return [][Symbol.iterator];
      if (key === Symbol.toPrimitive) return () => String(target);
      if (typeof key === "symbol" || key.startsWith("__") || RESERVED.has(key)) return target[key];
      const isMethod = [Array.prototype, String.prototype].some((type) => typeof type[key] === "function");
      return isMethod ? () => anything : anything;
    },
  });
  return anything;
}
