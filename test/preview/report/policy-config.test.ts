import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkedPolicyConfig } from "../../../preview/report/policy-config";

const PACK = path.resolve(__dirname, "../../../policies");

const refused = (written: unknown): string => {
  try {
    checkedPolicyConfig("levels.json", written);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

test.each(readdirSync(PACK).filter((file) => /^config\..*\.json$/.test(file)))(
  "%s is one that the pack takes",
  (file) => {
    const written: unknown = JSON.parse(readFileSync(path.join(PACK, file), "utf8"));
    expect(checkedPolicyConfig(file, written)).toEqual(written);
  },
);

test.each([
  ["a list", [], 'levels.json must hold a JSON object such as {"all":"advisory"}.'],
  [
    "a rule that the pack does not have",
    { "no-single-point-of-failures": "advisory" },
    "levels.json: no-single-point-of-failures is no rule of the pack; did you mean no-single-point-of-failure?",
  ],
  [
    "a level of another tool",
    { all: "warning" },
    'levels.json: all is "warning"; a level is one of advisory, mandatory, remediate, disabled.',
  ],
  [
    "a level that is no text",
    { "monthly-budget": { enforcementLevel: 1 } },
    "levels.json: monthly-budget.enforcementLevel is 1; a level is one of advisory, mandatory, remediate, disabled.",
  ],
  [
    "a negative budget",
    { "monthly-budget": { monthlyUsd: -5 } },
    "levels.json: monthly-budget.monthlyUsd is -5; it must be >= 0.",
  ],
  [
    "a number as text",
    { "capacity-survives-failure": { peakRequestsPerSecond: "900" } },
    'levels.json: capacity-survives-failure.peakRequestsPerSecond is "900"; it must be number.',
  ],
  [
    "an exemption without an end",
    { "no-open-ingress": { exemptions: [{ resource: "bastion", reason: "agreed" }] } },
    `levels.json: no-open-ingress.exemptions[0] is {"resource":"bastion","reason":"agreed"}; it must have required property 'expires'.`,
  ],
])("%s is refused in one sentence", (_, written, sentence) => {
  expect(refused(written)).toBe(sentence);
});

test("a property that the rule does not take is answered with the nearest one", () => {
  expect(refused({ "monthly-budget": { monthlyUSD: 100 } })).toMatch(
    /^levels\.json: monthly-budget\.monthlyUSD is not known: monthly-budget takes .*; did you mean monthlyUsd\?$/,
  );
});

test("every mistake is said at once", () => {
  expect(refused({ all: "warn", "monthly-budget": { monthlyUsd: -5 } }).split("\n")).toHaveLength(2);
});
