// Adapts the SDK as it loads: without the costs that only its own debugging needs, and with secrets that stay unknown.
"use strict";

const Module = require("node:module");
const path = require("node:path");

const inSdk = (file) => `${path.sep}@pulumi${path.sep}pulumi${path.sep}${file}`;

exports.adaptSdk = ({ sealed }) => {
  const adapters = [
    [inSdk(path.join("runtime", "debuggable.js")), withoutPromiseStacks],
    [inSdk("resource.js"), withoutCallSites],
    [inSdk(path.join("log", "index.js")), withoutOwnDebugLog],
    [inSdk("config.js"), (exports, load) => withSealedSecrets(exports, load, sealed)],
  ];
  const load = Module._extensions[".js"];
  Module._extensions[".js"] = (module, filename) => {
    load(module, filename);
    const adapter = adapters.find(([ending]) => filename.endsWith(ending));
    adapter?.[1](module.exports, (request) => module.require(request));
  };
};

/** The SDK keeps a formatted stack for every promise, to name those that leak: most of the time a program takes. */
function withoutPromiseStacks(exports) {
  const { debuggablePromise } = exports;
  if (typeof debuggablePromise !== "function") return;
  exports.debuggablePromise = (promise, context) => {
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
    /^(?:\w+ RPC (?:prepared|finished|failed)|(?:Regist|Read|Gett|Call|Invok|Runn)\w*ing |Resource RPC|Serialize property|getResource Invoke RPC|, obj=)/;
  exports.debug = (message, ...rest) => (own.test(message) ? Promise.resolve() : debug(message, ...rest));
}

/** The SDK sends the whole call stack of every resource; a plan does not hold it. */
function withoutCallSites({ Resource }) {
  if (typeof Resource?.callsites === "function") Resource.callsites = () => [];
}

/** A secret that is not text cannot be told from the stand-in: as an output it is unknown. */
function withSealedSecrets({ Config }, load, sealed) {
  for (const kind of ["Boolean", "Number", "Object"]) {
    for (const verb of ["getSecret", "requireSecret"]) {
      const original = Config?.prototype?.[verb + kind];
      if (typeof original !== "function") continue;
      Config.prototype[verb + kind] = function sealedOr(key, ...rest) {
        if (this.get(key) !== sealed) return original.call(this, key, ...rest);
        const { secret, unknown } = load("./output");
        return secret(unknown);
      };
    }
  }
}
