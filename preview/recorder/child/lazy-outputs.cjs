// Makes the outputs of a resource when the program first looks at them: it looks at few, and each takes four promises and
// what hangs on them, most of the time that a resource takes.
"use strict";

/** What an output is made of, in the order of its constructor: value, is known, is secret, resources. */
const PARTS = 4;

let lazy = true;
const waiting = new Set();

/**
 * @param exports of the SDK's `runtime/rpc.js`
 * @param load requires what stands beside it
 */
exports.withLazyOutputs = (exports, load) => {
  const { transferProperties } = exports;
  exports.transferProperties = (resource, label, props) => {
    const { Output } = load("../output");
    const names = Object.keys(props).filter((name) => name !== "id" && name !== "urn");
    // What the SDK refuses, and what an SDK of another make would do, is left to it.
    const isOrdinary = Output.length === PARTS + 1 && !names.some((name) => Object.hasOwn(resource, name));
    if (!lazy || !isOrdinary) return transferProperties(resource, label, props);
    const { isGrpcError } = load("../errors");
    return Object.fromEntries(names.map((name) => [name, lazyOutput(resource, name, Output, isGrpcError)]));
  };
};

/**
 * The SDK serialises a captured resource by its properties: from then on they are what they would have been from the start.
 * @param exports of the SDK's `runtime/closure/createClosure.js`
 */
exports.withOutputsInClosures = (exports) => {
  const { createClosureInfoAsync } = exports;
  if (typeof createClosureInfoAsync !== "function") return;
  const withOutputs = (...given) => {
    lazy = false;
    for (const make of waiting) make();
    return createClosureInfoAsync(...given);
  };
  exports.createClosureInfoAsync = Object.assign(withOutputs, createClosureInfoAsync);
};

/** @returns settles the output as the SDK's own resolvers do: with its parts, or with an error */
function lazyOutput(resource, name, Output, isGrpcError) {
  let settled;
  let settle = (...given) => {
    settled = given;
  };
  const define = (value) => {
    waiting.delete(make);
    Object.defineProperty(resource, name, { value, configurable: true, enumerable: true, writable: true });
    return value;
  };
  const make = () => {
    const parts = Array.from({ length: PARTS }, deferred);
    settle = (value, isKnown, isSecret, resources = [], error) => {
      // The engine is gone, and the SDK ends the program by other means.
      if (error && isGrpcError(error)) return;
      for (const [index, part] of [value, isKnown, isSecret, resources].entries()) {
        if (error) parts[index].reject(error);
        else parts[index].resolve(part);
      }
    };
    if (settled !== undefined) settle(...settled);
    return define(new Output(resource, ...parts.map(({ promise }) => promise)));
  };
  waiting.add(make);
  Object.defineProperty(resource, name, { get: make, set: define, configurable: true, enumerable: true });
  return (...given) => settle(...given);
}

function deferred() {
  let settle;
  const promise = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}
