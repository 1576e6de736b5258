import { automaticName } from "../../../preview/auto-naming";
import { NamingSettings } from "../../../preview/auto-naming/settings";

const URN = "urn:pulumi:dev::app::aws:sqs/queue:Queue::jobs";

function queueName(config: unknown, inputs = {}) {
  const answers: { readonly [expression: string]: string } = { project: "app", stack: "dev", "config.team": "red" };
  const settings = new NamingSettings(config, (expression) => answers[expression]);
  return automaticName("aws:sqs/queue:Queue", URN, "jobs", inputs, settings)?.value;
}

describe("pulumi:autonaming", () => {
  it("changes nothing where it says nothing", () => {
    expect(queueName(undefined)).toBe(automaticName("aws:sqs/queue:Queue", URN, "jobs", {})?.value);
    expect(queueName({ mode: "default" })).toMatch(/^jobs-[0-9a-f]{7}$/);
  });

  it("takes the resource's name as it is when asked", () => {
    expect(queueName({ mode: "verbatim" }, { fifoQueue: true })).toBe("jobs");
  });

  it("fails where names are needed and switched off", () => {
    expect(() => queueName({ mode: "disabled" })).toThrow('aws:sqs/queue:Queue "jobs" has no name: set it.');
    expect(queueName({ mode: "disabled" }, { name: "given" })).toBeUndefined();
  });

  it("follows a pattern and lets the provider finish it", () => {
    const pattern = `\${config.team}-\${project}-\${stack}-\${name}-\${num(3)}`;
    expect(queueName({ pattern }, { fifoQueue: true })).toMatch(/^red-app-dev-jobs-\d{3}\.fifo$/);
    expect(queueName({ pattern, enforce: true }, { fifoQueue: true })).toMatch(/^red-app-dev-jobs-\d{3}$/);
  });

  it("knows which names are the same at each deployment", () => {
    const variesBy = (config: unknown) =>
      automaticName("aws:sqs/queue:Queue", URN, "jobs", {}, new NamingSettings(config))?.varies;
    expect(variesBy({ mode: "verbatim" })).toBe(false);
    expect(variesBy({ pattern: `q-\${name}` })).toBe(false);
    expect(variesBy({ pattern: `\${name}-\${uuid}` })).toBe(true);
  });

  it("prefers what is said of the type, then of the provider", () => {
    const resources = { "aws:sqs/queue:Queue": { mode: "verbatim" } };
    expect(queueName({ mode: "disabled", providers: { aws: { resources } } })).toBe("jobs");
    expect(queueName({ mode: "disabled", providers: { aws: { pattern: `q-\${name}` } } })).toBe("q-jobs");
    expect(queueName({ mode: "verbatim", providers: { random: { mode: "disabled" } } })).toBe("jobs");
  });

  it("refuses a pattern whose names are too long and a mode that does not exist", () => {
    expect(() => queueName({ pattern: `${"x".repeat(80)}-\${name}` })).toThrow("longer than the 80 that are allowed");
    expect(() => queueName({ mode: "random" })).toThrow('mode must be "default", "verbatim" or "disabled"');
  });
});
