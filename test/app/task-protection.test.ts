import { join } from "node:path";
import { type Receiver, startReceiver } from "./receiver";
import { runApp } from "./startApp";

const program = join(__dirname, "programs", "taskProtection.mts");
/** docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html */
const path = "/task-protection/v1/state";
const protect = { ProtectionEnabled: true, ExpiresInMinutes: 15 };
const release = { ProtectionEnabled: false };

let agent: Receiver | undefined;

afterEach(() => agent?.stop());

const agentThatAnswers = async (status: number) => {
  agent = await startReceiver(() => ({ status, body: { protection: {} } }));
  return agent;
};

it("asks ECS not to stop the task while it is at work, and says when it is idle", async () => {
  const { url, at } = await agentThatAnswers(200);
  const { code, stdout } = await runApp({ program, environment: { ECS_AGENT_URI: url } });

  expect({ code, stdout }).toEqual({ code: 0, stdout: "[]" });
  expect(at(path).map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
    ["PUT", protect],
    ["PUT", release],
    ["PUT", protect],
    ["PUT", release],
  ]);
});

it("works all the same when ECS refuses, and asks again with the next message", async () => {
  const { url, at } = await agentThatAnswers(500);
  const { code, stdout } = await runApp({ program, environment: { ECS_AGENT_URI: url } });

  expect(code).toBe(0);
  expect(new Set(JSON.parse(stdout))).toEqual(new Set(["the task's protection could not be changed"]));
  expect(at(path).filter(({ body }) => body.includes("true")).length).toBeGreaterThanOrEqual(2);
});
