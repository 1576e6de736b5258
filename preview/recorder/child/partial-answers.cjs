// Callbacks on the answer of a data source run where they look only at what is known of it.
"use strict";

const NOT_KNOWN = new Error("This part of the answer is unknown at preview.");
const partial = new WeakSet();

const { parse } = JSON;

/** Remembers an answer as one that is known in part; a text of it that is unknown parses to something unknown. */
exports.rememberPartial = (answer, anything) => {
  partial.add(answer);
  JSON.parse = (text, reviver) => (String(text) === String(anything) ? anything : parse(text, reviver));
  return answer;
};

/**
 * An output with an unknown part is unknown to the SDK, and its callbacks are left out. The provider's whole answer would be
 * known, so they are run, up to where they ask for what is not: from there on their result is unknown.
 */
exports.withCallbacksOnPartialAnswers = (exports, load) => {
  const { invokeOutput } = exports;
  exports.invokeOutput = (...given) => {
    const output = invokeOutput(...given);
    const { apply } = output;
    const { containsUnknowns, isUnknown, unknown } = load("../output");
    output.apply = (callback, withUnknowns) => {
      if (withUnknowns) return apply.call(output, callback, withUnknowns);
      const run = (value) => {
        if (isUnknown(value)) return unknown;
        return partial.has(value) ? runOnKnownPart(callback, value, containsUnknowns, unknown) : callback(value);
      };
      return apply.call(output, run, true);
    };
    return output;
  };
};

function runOnKnownPart(callback, answer, containsUnknowns, unknown) {
  let running = true;
  const known = new Proxy(answer, {
    get(_, key) {
      const value = answer[key];
      if (running && typeof key !== "symbol" && containsUnknowns(value)) throw NOT_KNOWN;
      return value;
    },
  });
  const settle = (error) => {
    running = false;
    if (error !== NOT_KNOWN) throw error;
    return unknown;
  };
  try {
    const result = callback(known);
    if (typeof result?.then === "function") return result.then((value) => finish(value), settle);
    return finish(result);
  } catch (error) {
    return settle(error);
  }

  function finish(result) {
    running = false;
    return result === known ? answer : result;
  }
}
