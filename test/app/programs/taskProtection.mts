/** A worker's protection as ECS is told of it at ECS_AGENT_URI: two messages at once, a pause, one more, the end. */
import { setTimeout as sleep } from "node:timers/promises";
import { TaskProtection } from "../../../app/src/worker/taskProtection.js";

const warnings: string[] = [];
const log = { warn: (_fields: object, message: string) => warnings.push(message) };
const protection = new TaskProtection(process.env.ECS_AGENT_URI, log as never);

const [first, second] = await Promise.all([protection.hold(), protection.hold()]);
first();
second();
await sleep(6_000);
const third = await protection.hold();
third();
await protection.close();
process.stdout.write(JSON.stringify(warnings));
