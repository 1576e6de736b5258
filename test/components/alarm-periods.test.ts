import { type AnyAlarm, alarmArgs } from "../../components/alarm";
import { nodeAlarms } from "../../components/cache-alarms";
import { Database } from "../../components/database";
import { fleetAlarms } from "../../components/fleet-alarms";
import { Network } from "../../components/network";
import { serverAlarms } from "../../components/server-alarms";
import { record } from "./recorded-resources";

/** CPU credits and disk balances come every five minutes; so does the CPU of one server, which has no detailed monitoring. */
function comesSlowly({
  metricName,
  dimensions,
}: {
  metricName: string;
  dimensions: Readonly<Record<string, unknown>>;
}) {
  return (
    /^CPUCreditBalance$|^EBS.*Balance%$/.test(metricName) ||
    (metricName === "CPUUtilization" && "InstanceId" in dimensions)
  );
}

async function databaseAlarms(): Promise<readonly AnyAlarm[]> {
  let alarms: readonly AnyAlarm[] = [];
  await record(() => {
    alarms = new Database("main", { network: new Network("main"), instanceClass: "db.t4g.medium" }).alarms();
  });
  return alarms;
}

describe("An alarm on a figure that comes every five minutes", () => {
  // Where silence is not bad, a minute without a figure counts as a good one.
  it.each([
    ["a database", databaseAlarms, 3],
    ["a cache node", async () => nodeAlarms({ groupId: "main", number: 1, nodes: 2, nodeType: "cache.t4g.small" }), 1],
    ["a server", async () => serverAlarms("i-1", "t4g.small"), 2],
    ["a fleet", async () => fleetAlarms("web", "t4g.small"), 1],
  ])("of %s looks at no less than five minutes at once, and so can sound", async (_of, alarms, slow) => {
    const found = (await alarms()).filter((alarm) => "metricName" in alarm).filter(comesSlowly);
    expect(found).toHaveLength(slow);
    for (const alarm of found) {
      expect(alarmArgs(alarm).period).toBe(300);
    }
  });
});
