// Configuration that only an environment of Pulumi's service may have is unknown, rather than missing.
"use strict";

const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What a program cannot do without is unknown; what it asks for as a choice is not there. */
exports.withUnknownConfig = ({ Config }, load) => {
  for (const kind of ["", "Boolean", "Number", "Object"]) {
    const original = Config?.prototype?.[`require${kind}Impl`];
    if (typeof original !== "function") continue;
    Config.prototype[`require${kind}Impl`] = function knownOrUnknown(key, ...rest) {
      if (this.get(key) !== undefined) return original.call(this, key, ...rest);
      return kind === "" ? UNKNOWN_TEXT : load("./output").unknown;
    };
  }
};
