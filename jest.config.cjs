const { pattern: SELDOM_USED } = require("./test/loading/late.cjs");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/conformance/programs/"],
  modulePathIgnorePatterns: [
    "<rootDir>/test/conformance/programs/",
    "<rootDir>/test/policies/examples/",
    "<rootDir>/test/policies/single-points/program/",
    "<rootDir>/test/policies/single-points/strangers/",
    "<rootDir>/test/policies/single-points/newcomers/",
  ],
  transform: {
    [SELDOM_USED]: "<rootDir>/test/loading/late.cjs",
    "^.+\\.[jt]s$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022", keepClassNames: true },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  transformIgnorePatterns: [`^(?!.*${SELDOM_USED}).*/node_modules/`],
  // Some test files mostly wait, for servers or until a message is seen again: one more than the two cores of a small machine.
  maxWorkers: 3,
  testTimeout: 60_000,
};
