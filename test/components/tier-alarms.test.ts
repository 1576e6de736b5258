import type { AnyAlarm } from "../../components/alarm";
import { Cluster } from "../../components/cluster";
import { cdnAlarms, certificateAlarms, healthCheckAlarms } from "../../components/edge-alarms";
import { fleetAlarms } from "../../components/fleet-alarms";
import { LoadBalancer, type LoadBalancerArgs, Target } from "../../components/load-balancer";
import { Nat, Network } from "../../components/network";
import { Service, type ServiceArgs } from "../../components/service";
import { record } from "./recorded-resources";
import { IMAGE } from "./task-programs";

/** The alarms that a program makes, by name. */
async function alarmsOf(program: () => readonly AnyAlarm[]): Promise<Map<string, AnyAlarm>> {
  const found = new Map<string, AnyAlarm>();
  await record(() => {
    for (const alarm of program()) {
      found.set(alarm.name, alarm);
    }
  });
  return found;
}

describe("alarms of what AWS keeps in one region", () => {
  it("pages from us-east-1 when one in twenty answers of the CDN is an error", () => {
    expect(cdnAlarms("E1")).toMatchObject([
      {
        region: "us-east-1",
        severity: "page",
        metricName: "5xxErrorRate",
        dimensions: { DistributionId: "E1", Region: "Global" },
        when: { above: 5 },
      },
    ]);
  });

  it("pages from us-east-1 when a health check fails, also when it reports nothing", () => {
    expect(healthCheckAlarms("H1")).toMatchObject([
      {
        region: "us-east-1",
        severity: "page",
        metricName: "HealthCheckStatus",
        when: { below: 1 },
        silence: "breaching",
      },
    ]);
  });

  it("looks once a day whether a certificate was renewed, where it is, and goes on when it has expired", () => {
    expect(certificateAlarms("arn:cert", "us-east-1")).toMatchObject([
      { region: "us-east-1", metricName: "DaysToExpiry", when: { below: 30 }, periodMinutes: 1440, silence: "ignore" },
    ]);
    expect(certificateAlarms("arn:cert", undefined)[0]).not.toHaveProperty("region");
  });
});

describe("alarms of the network", () => {
  it.each([
    [Nat.PerZone, 3],
    [Nat.Single, 1],
    [Nat.None, 0],
  ])("watch the ports of each NAT gateway: %s has %i", async (nat, count) => {
    const alarms = await alarmsOf(() => new Network("main", { nat }).alarms());
    expect([...alarms.values()].map((alarm) => "metricName" in alarm && alarm.metricName)).toEqual(
      Array.from({ length: count }, () => "ErrorPortAllocation"),
    );
  });
});

describe("alarms of empty zones", () => {
  const service = (args: Partial<ServiceArgs>, balancer: Partial<LoadBalancerArgs> = {}) =>
    alarmsOf(() => {
      const network = new Network("main");
      const behind = new LoadBalancer("front", { network, targets: Target.Tasks, plainHttp: true, ...balancer });
      const base = { cluster: new Cluster("main"), network, image: IMAGE, maximum: 6, behind };
      return new Service("gateway", { ...base, ...args }).alarms();
    });

  it("are one for each zone, where every zone is to have a task", async () => {
    const alarms = await service({});
    expect([...alarms.keys()].filter((name) => name.startsWith("empty-zone"))).toEqual([
      "empty-zone-1",
      "empty-zone-2",
      "empty-zone-3",
    ]);
  });

  it("are none where there are fewer tasks than zones", async () => {
    expect([...(await service({ minimum: 2 })).keys()].some((name) => name.startsWith("empty-zone"))).toBe(false);
  });

  it("take the fuller of two target groups, one of which is empty as a rule", async () => {
    const alarm = (await service({}, { blueGreen: true })).get("empty-zone-1");
    expect(alarm).toMatchObject({ expression: "MAX([group1, group2])", when: { below: 1 }, silence: "breaching" });
  });
});

describe("alarms of those that run the app", () => {
  it("sound when fewer tasks run than should", async () => {
    const alarms = await alarmsOf(() => {
      const network = new Network("main");
      return new Service("auth", { cluster: new Cluster("main"), network, image: IMAGE, maximum: 6 }).alarms();
    });
    expect(alarms.get("few-tasks")).toMatchObject({ expression: "desired - running", when: { above: 0 } });
    expect(alarms.get("no-task")).toMatchObject({ severity: "page", silence: "breaching" });
  });

  it("sound when fewer servers are in service than should, and on credits of types that have some", () => {
    const names = (type: string) => fleetAlarms("web", type).map(({ name }) => name);
    expect(names("t4g.small")).toEqual(["cpu", "few-servers", "cpu-credits"]);
    expect(names("m7g.large")).toEqual(["cpu", "few-servers"]);
  });
});
