import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { estimateCost } from "../../model/cost";
import { analyzePlan, type PolicyConfig } from "../../policies/analyze";
import { shop } from "../model/shop";
import { PackServer } from "./pack-server";

const plan = shop();
const total = Number(estimateCost(plan).monthly.total);
const LOAD = { requestsPerSecond: 10, readShare: 0.9, payloadKiB: 20, storedGiB: 10 };

async function findings(budget: object, level: "advisory" | "mandatory" = "mandatory"): Promise<readonly string[]> {
  const config = { "monthly-budget": { enforcementLevel: level, ...budget } } as PolicyConfig;
  const found = await analyzePlan(plan, config);
  return found.filter(({ rule }) => rule === "monthly-budget").map((each) => `${each.level}: ${each.message}`);
}

test("without a limit there is nothing to say", async () => {
  expect(await findings({})).toEqual([]);
});

test("a program within its budget passes, and one over it is named with both amounts, at the level of the environment", async () => {
  expect(await findings({ monthlyUsd: total })).toEqual([]);
  const [message] = await findings({ monthlyUsd: total - 10 }, "advisory");
  expect(message).toMatch(
    /^advisory: The program costs [\d,.]+ USD a month by the hour, 10\.00 USD more than its budget/,
  );
});

test("an increase counts from what was agreed, by amount or by percent", async () => {
  expect(await findings({ agreedUsd: total - 20, increaseUsd: 25 })).toEqual([]);
  expect((await findings({ agreedUsd: total - 20, increaseUsd: 5 })).join()).toContain("15.00 USD more than");
  expect(await findings({ agreedUsd: total / 1.05, increasePercent: 6 })).toEqual([]);
  expect((await findings({ agreedUsd: total / 1.05, increasePercent: 4 })).join()).toContain("an increase of 4 %");
});

test("a component has a budget of its own", async () => {
  const [message, ...others] = await findings({ componentsUsd: { "nat-0": 1, nothing: 1 } });
  expect(message).toMatch(/^mandatory: nat-0 costs /);
  expect(others).toEqual([]);
});

test("with a load, use counts too", async () => {
  expect(await findings({ monthlyUsd: total, load: LOAD })).toHaveLength(1);
});

test("says the same under the pack's own server, as the CLI runs it", async () => {
  const server = await PackServer.start();
  try {
    await server.configure({
      "monthly-budget": { level: EnforcementLevel.MANDATORY, properties: { monthlyUsd: 1, load: LOAD } },
    });
    const served = (await server.analyze(plan)).filter((each) => each.getPolicyname() === "monthly-budget");
    const own = await findings({ monthlyUsd: 1, load: LOAD });
    expect(served.map((each) => `mandatory: ${each.getMessage()}`)).toEqual(own);
    expect(own).toHaveLength(1);
  } finally {
    server.stop();
  }
}, 60_000);
