import type { Alarm, Watched } from "../../components/alarm";
import { Observability, type ObservabilityArgs } from "../../components/observability";
import { mistakesOf, record } from "./recorded-resources";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const BUSY: Alarm = {
  name: "cpu",
  description: "Too busy.",
  runbook: "database-cpu",
  namespace: "AWS/RDS",
  metricName: "CPUUtilization",
  dimensions: { DBInstanceIdentifier: "main" },
  statistic: "Average",
  when: { above: 80 },
  minutes: 10,
};

function watched(...alarms: Alarm[]): Watched {
  return { watchName: "main", alarms: () => alarms };
}

describe("Observability", () => {
  const watch = (args: Partial<ObservabilityArgs> = {}) =>
    record(() => new Observability("watch", { of: [watched(BUSY)], ...args }));

  it("makes an alarm of each condition, named after what it is about", async () => {
    expect((await watch()).one(ALARM, "main-cpu").inputs).toMatchObject({
      alarmDescription: "Too busy. Runbook: docs/runbooks/alarms.md#database-cpu",
      namespace: "AWS/RDS",
      metricName: "CPUUtilization",
      dimensions: { DBInstanceIdentifier: "main" },
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      period: 60,
      evaluationPeriods: 10,
      treatMissingData: "notBreaching",
    });
  });

  it("takes silence for a bad sign where the condition says so", async () => {
    const silent: Alarm = { ...BUSY, when: { below: 1 }, silence: "breaching" };
    expect((await watch({ of: [watched(silent)] })).one(ALARM).inputs).toMatchObject({
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
    });
  });

  it("tells the topic when any alarm sounds and when it ends", async () => {
    const recorded = await watch({ of: [watched(BUSY, { ...BUSY, name: "storage" })] });
    expect(recorded.names(ALARM)).toEqual(["main-cpu", "main-storage"]);
    for (const { inputs } of recorded.ofType(ALARM)) {
      expect(inputs).toMatchObject({ alarmActions: ["arn:aws:watch"], okActions: ["arn:aws:watch"] });
    }
  });

  it("tells each address by e-mail", async () => {
    const recorded = await watch({ emails: ["a@example.com", "b@example.com"] });
    expect(recorded.ofType("aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => inputs)).toEqual([
      { topic: "arn:aws:watch", protocol: "email", endpoint: "a@example.com" },
      { topic: "arn:aws:watch", protocol: "email", endpoint: "b@example.com" },
    ]);
  });

  it("rejects an address that is none, and nothing to watch, both at once", async () => {
    const mistakes = await mistakesOf(() => new Observability("watch", { of: [], emails: ["nobody"] }));
    expect(mistakes).toEqual({
      of: "must name at least one thing to watch, got none",
      emails: "must be addresses such as oncall@example.com, got nobody",
    });
  });
});
