import type { Alarm } from "../../components/alarm";
import { Database, type DatabaseArgs } from "../../components/database";
import { memoryGiB } from "../../components/database-capacity";
import { Network } from "../../components/network";
import { record } from "./recorded-resources";

async function alarmsOf(args: Partial<DatabaseArgs> = {}): Promise<readonly Alarm[]> {
  let alarms: readonly Alarm[] = [];
  await record(() => {
    alarms = new Database("main", { network: new Network("main"), instanceClass: "db.m7g.large", ...args }).alarms();
  });
  return alarms;
}

const names = async (args?: Partial<DatabaseArgs>) => (await alarmsOf(args)).map(({ name }) => name);
const GIB = 1024 ** 3;

describe("the alarms of a Database", () => {
  it("watch CPU, storage, memory, connections and the disk's reserves of every instance, and the lag of a replica", async () => {
    const own = ["cpu", "storage", "memory", "connections", "disk-requests", "disk-throughput"];
    expect(await names({ replicas: 1 })).toEqual([...own, ...[...own, "lag"].map((name) => `${name}-replica-1`)]);
  });

  it("watch CPU credits where an instance has them", async () => {
    expect(await names({ instanceClass: "db.t4g.medium" })).toContain("cpu-credits");
    expect(await names()).not.toContain("cpu-credits");
  });

  it("sound when a tenth of the storage, a twentieth of the memory, or four fifths of the connections are left or taken", async () => {
    const alarms = await alarmsOf({ storageGiB: 100 });
    const when = (name: string) => alarms.find((alarm) => alarm.name === name)?.when;
    expect(when("storage")).toEqual({ below: 10 * GIB });
    expect(when("memory")).toEqual({ below: 0.05 * 8 * GIB });
    // 85 % of 8 GiB at 9,531,392 bytes each are 766 connections.
    expect(when("connections")).toEqual({ above: 612 });
  });

  it("count no more connections than the engine allows at most", async () => {
    const alarms = await alarmsOf({ instanceClass: "db.r7g.16xlarge" });
    expect(alarms.find(({ name }) => name === "connections")?.when).toEqual({ above: 4_000 });
  });

  it("say nothing of the memory of a class whose name does not tell it", async () => {
    expect(await names({ instanceClass: "db.z1d.large" })).toEqual([
      "cpu",
      "storage",
      "disk-requests",
      "disk-throughput",
    ]);
  });

  it("let a quiet replica of PostgreSQL be, whose lag drops to under a minute every five", async () => {
    const lag = (await alarmsOf({ replicas: 1 })).find(({ name }) => name === "lag-replica-1");
    expect(lag).toMatchObject({ metricName: "ReplicaLag", statistic: "Minimum", minutes: 10, when: { above: 90 } });
  });
});

describe("the memory of an instance class", () => {
  it.each([
    ["db.t4g.micro", 1],
    ["db.t4g.small", 2],
    ["db.t4g.medium", 4],
    ["db.t4g.large", 8],
    ["db.m7g.large", 8],
    ["db.m6gd.xlarge", 16],
    ["db.m7g.2xlarge", 32],
    ["db.r7g.large", 16],
    ["db.r7g.4xlarge", 128],
    ["db.x2g.large", 32],
    ["db.m7g.medium", undefined],
    ["db.z1d.large", undefined],
    ["db.m7g.metal", undefined],
  ])("of %s is %s GiB", (instanceClass, memory) => {
    expect(memoryGiB(instanceClass)).toBe(memory);
  });
});
