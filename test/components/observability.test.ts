import * as pulumi from "@pulumi/pulumi";
import type { Alarm, AnyAlarm, CombinedAlarm, MathAlarm, Watched } from "../../components/alarm";
import { Observability, type ObservabilityArgs } from "../../components/observability";
import { mistakesOf, type RecordedResources, record, resolved } from "./recorded-resources";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const TOPIC = "aws:sns/topic:Topic";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
const PAGER = "https://events.example.com/integration/s3cret";

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
const DOWN: Alarm = { ...BUSY, name: "down", severity: "page" };
const SHARE: MathAlarm = {
  name: "share",
  description: "Too few.",
  runbook: "availability",
  metrics: { good: BUSY, all: { ...BUSY, metricName: "All", statistic: "Sum" } },
  expression: "good / all",
  label: "Share",
  when: { below: 1 },
  minutes: 10,
  withinMinutes: 30,
  periodMinutes: 10,
};
const BOTH: CombinedAlarm = {
  name: "both",
  description: "Both.",
  runbook: "availability-burn",
  severity: "page",
  anyOf: [[BUSY, DOWN], [SHARE]],
};

function watched(...alarms: AnyAlarm[]): Watched {
  return { watchName: "main", alarms: () => alarms };
}

function logged(): Watched {
  return { ...watched(BUSY), appLog: pulumi.output("main-log-group") };
}

describe("Observability", () => {
  const watch = (args: Partial<ObservabilityArgs> = {}) =>
    record(() => new Observability("watch", { of: [watched(BUSY)], ...args }));

  describe("alarms", () => {
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
        tags: { Name: "main-cpu", Severity: "notify" },
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

    it("asks for a percentile as CloudWatch wants it, and not of a handful of requests", async () => {
      const slow: Alarm = { ...BUSY, statistic: "p99" };
      const { inputs } = (await watch({ of: [watched(slow)] })).one(ALARM);
      expect(inputs).toMatchObject({ extendedStatistic: "p99", evaluateLowSampleCountPercentiles: "ignore" });
      expect(inputs).not.toHaveProperty("statistic");
    });

    it("computes from several metrics, over periods of its own, when so many of so many are bad", async () => {
      const { inputs } = (await watch({ of: [watched(SHARE)] })).one(ALARM);
      expect(inputs).toMatchObject({
        metricQueries: [
          { id: "good", metric: { metricName: "CPUUtilization", stat: "Average", period: 600 }, returnData: false },
          { id: "all", metric: { metricName: "All", stat: "Sum", period: 600 }, returnData: false },
          { id: "result", expression: "good / all", label: "Share", returnData: true },
        ],
        evaluationPeriods: 3,
        datapointsToAlarm: 1,
      });
      // CloudWatch refuses these beside metricQueries.
      for (const property of ["metricName", "namespace", "period", "statistic", "dimensions"]) {
        expect(inputs).not.toHaveProperty(property);
      }
    });

    it("combines alarms that tell nobody themselves", async () => {
      const recorded = await watch({ of: [watched(BOTH)] });
      expect(recorded.one(COMPOSITE).inputs).toMatchObject({
        alarmName: "shop-test-main-both",
        alarmRule: '(ALARM("main-cpu") AND ALARM("main-down")) OR (ALARM("main-share"))',
        alarmActions: ["arn:aws:watch"],
        okActions: ["arn:aws:watch"],
        tags: { Severity: "page" },
      });
      for (const { inputs } of recorded.ofType(ALARM)) {
        expect(inputs).not.toHaveProperty("alarmActions");
      }
    });

    it("names where its runbook can be read", async () => {
      const runbook = "https://github.com/acme/shop/blob/main/docs/runbooks/alarms.md";
      expect((await watch({ runbook })).one(ALARM).inputs.alarmDescription).toBe(
        `Too busy. Runbook: ${runbook}#database-cpu`,
      );
    });

    it("gives the names of those that tell somebody", async () => {
      let names: Promise<string[]> | undefined;
      await record(() => {
        names = resolved(new Observability("watch", { of: [watched({ ...BUSY, name: "own" }, BOTH)] }).alarmNames);
      });
      expect(await names).toEqual(["main-own", "shop-test-main-both"]);
    });
  });

  describe("who hears of them", () => {
    it("tells the topic when any alarm sounds and when it ends", async () => {
      const recorded = await watch({ of: [watched(BUSY, DOWN)] });
      expect(recorded.names(ALARM)).toEqual(["main-cpu", "main-down"]);
      for (const { inputs } of recorded.ofType(ALARM)) {
        expect(inputs).toMatchObject({ alarmActions: ["arn:aws:watch"], okActions: ["arn:aws:watch"] });
      }
      expect(recorded.names(TOPIC)).toEqual(["watch"]);
    });

    it("tells each address by e-mail", async () => {
      const recorded = await watch({ emails: ["a@example.com", "b@example.com"] });
      expect(recorded.ofType(SUBSCRIPTION).map(({ inputs }) => inputs)).toEqual([
        { topic: "arn:aws:watch", protocol: "email", endpoint: "a@example.com" },
        { topic: "arn:aws:watch", protocol: "email", endpoint: "b@example.com" },
      ]);
    });

    it("wakes the pager for pages alone", async () => {
      const recorded = await watch({ of: [watched(BUSY, DOWN)], pagerEndpoint: PAGER });
      expect(recorded.one(ALARM, "main-down").inputs.alarmActions).toEqual(["arn:aws:watch-page", "arn:aws:watch"]);
      expect(recorded.one(ALARM, "main-cpu").inputs.alarmActions).toEqual(["arn:aws:watch"]);
      expect(recorded.one(SUBSCRIPTION, "watch-pager").inputs).toEqual({
        topic: "arn:aws:watch-page",
        protocol: "https",
        endpoint: PAGER,
        endpointAutoConfirms: true,
        confirmationTimeoutInMinutes: 5,
        rawMessageDelivery: false,
      });
    });

    it("takes a pager that wants the bare message and is confirmed by hand", async () => {
      const recorded = await watch({ pagerEndpoint: PAGER, pagerRaw: true, pagerConfirms: false });
      expect(recorded.one(SUBSCRIPTION, "watch-pager").inputs).toMatchObject({
        endpointAutoConfirms: false,
        rawMessageDelivery: true,
      });
    });

    it("hands the pager's address to its subscription and to nothing else", async () => {
      const recorded = await watch({ pagerEndpoint: PAGER });
      const holding = recorded.all.filter(({ inputs }) => JSON.stringify(inputs).includes(PAGER));
      expect(holding.map(({ name }) => name)).toEqual(["watch-pager"]);
    });

    it("lets alarms of this account speak on the topic, over TLS, and nobody else", async () => {
      const [policy] = (await watch()).ofType("aws:sns/topicPolicy:TopicPolicy");
      const { Statement: statements } = JSON.parse(String(policy?.inputs.policy));
      expect(statements).toEqual([
        {
          Sid: "AlarmsOfThisAccount",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: "arn:aws:watch",
          Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        },
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      ]);
    });

    it("encrypts topics with a key that CloudWatch may use, without which alarms are lost", async () => {
      const recorded = await watch({ pagerEndpoint: PAGER });
      for (const { inputs } of recorded.ofType(TOPIC)) {
        expect(inputs.kmsMasterKeyId).toBe("arn:aws:watch-topics");
      }
      const { policy } = recorded.one("aws:kms/keyPolicy:KeyPolicy").inputs;
      expect(JSON.parse(String(policy)).Statement).toContainEqual(
        expect.objectContaining({
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        }),
      );
    });

    describe("in another region", () => {
      const FAR: Alarm = { ...DOWN, name: "far", region: "us-east-1" };

      it("tells a topic of the alarm's own region, with listeners of its own", async () => {
        const recorded = await watch({
          of: [watched(BUSY, FAR)],
          region: "eu-west-1",
          emails: ["a@example.com"],
          pagerEndpoint: PAGER,
        });
        const far = recorded.one(ALARM, "main-far").inputs;
        expect(far).toMatchObject({
          region: "us-east-1",
          alarmActions: ["arn:aws:watch-us-east-1-page", "arn:aws:watch-us-east-1"],
        });
        expect(recorded.names(TOPIC)).toEqual(["watch", "watch-page", "watch-us-east-1", "watch-us-east-1-page"]);
        expect(recorded.names(SUBSCRIPTION)).toEqual([
          "watch-a@example.com",
          "watch-pager",
          "watch-us-east-1-a@example.com",
          "watch-us-east-1-pager",
        ]);
        const there = recorded.all.filter(({ name }) => name.startsWith("watch-us-east-1"));
        expect(there.map(({ inputs }) => inputs.region)).toEqual(there.map(() => "us-east-1"));
      });

      it("is none when that is its own", async () => {
        const recorded = await watch({ of: [watched(FAR)], region: "us-east-1" });
        expect(recorded.names(TOPIC)).toEqual(["watch"]);
      });
    });
  });

  describe("the app's log", () => {
    it("counts errors and slow answers, and measures all, by the fields that the app writes", async () => {
      const recorded = await watch({ of: [logged()] });
      expect(recorded.names(FILTER)).toEqual(["main-errors", "main-milliseconds", "main-slow"]);
      for (const { inputs, name } of recorded.ofType(FILTER)) {
        expect(inputs).toMatchObject({
          logGroupName: "main-log-group",
          metricTransformation: { namespace: "shop/test", name },
        });
      }
      const patternOf = (name: string) => recorded.one(FILTER, name).inputs.pattern;
      expect(patternOf("main-errors")).toBe('{ ($.level = "error") || ($.level = "fatal") || ($.status >= 500) }');
      expect(patternOf("main-slow")).toContain("$.milliseconds > 1000");
      expect(patternOf("main-slow")).toContain('$.path != "/readyz"');
      expect(recorded.one(FILTER, "main-milliseconds").inputs.metricTransformation).toMatchObject({
        value: "$.milliseconds",
      });
    });

    it("publishes zero errors while lines come, but no answer that took no time", async () => {
      const recorded = await watch({ of: [logged()] });
      const defaults = recorded
        .ofType(FILTER)
        .map(({ name, inputs }) => [name, JSON.stringify(inputs).includes('"defaultValue":"0"')]);
      expect(Object.fromEntries(defaults)).toEqual({
        "main-errors": true,
        "main-slow": true,
        "main-milliseconds": false,
      });
    });

    it("sounds when errors or slow answers are many", async () => {
      const recorded = await watch({ of: [logged()] });
      expect(recorded.one(ALARM, "main-log-errors").inputs).toMatchObject({
        namespace: "shop/test",
        metricName: "main-errors",
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
      });
      expect(recorded.one(ALARM, "main-log-slow").inputs).toMatchObject({
        metricName: "main-milliseconds",
        extendedStatistic: "p99",
        threshold: 1000,
      });
    });

    it("is left alone where there is none", async () => {
      expect((await watch()).ofType(FILTER)).toEqual([]);
    });
  });

  describe("the dashboard", () => {
    interface Widget {
      readonly type: string;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly properties: Readonly<Record<string, unknown>>;
    }
    const bodyOf = (recorded: RecordedResources): readonly Widget[] =>
      JSON.parse(String(recorded.one(DASHBOARD).inputs.dashboardBody)).widgets;

    it("has for each thing a heading, the state of its alarms, and a chart of each metric", async () => {
      const other: Watched = { ...watched(BUSY), watchName: "other" };
      const widgets = bodyOf(await watch({ of: [watched(BUSY, SHARE), other] }));
      expect(widgets.map(({ type, properties }) => [type, properties.markdown ?? properties.title])).toEqual([
        ["text", "## main"],
        ["alarm", "main: alarms"],
        ["metric", "CPUUtilization"],
        ["metric", "Share"],
        ["text", "## other"],
        ["alarm", "other: alarms"],
        ["metric", "CPUUtilization"],
      ]);
      expect(widgets[1]?.properties.alarms).toEqual(["arn:aws:main-cpu", "arn:aws:main-share"]);
    });

    it("draws alarms on the same metric of several members into one chart, with the line they sound at", async () => {
      const second: Alarm = { ...BUSY, name: "cpu-2", dimensions: { DBInstanceIdentifier: "two" } };
      const charts = bodyOf(await watch({ of: [watched(BUSY, second)] })).filter(({ type }) => type === "metric");
      expect(charts).toHaveLength(1);
      expect(charts[0]?.properties).toMatchObject({
        region: "eu-west-1",
        metrics: [
          ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "main", { stat: "Average", period: 60, label: "cpu" }],
          ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "two", { stat: "Average", period: 60, label: "cpu-2" }],
        ],
        annotations: { horizontal: [{ label: "Alarm", value: 80 }] },
      });
    });

    it("draws what is computed under names of its own, and hides what it is computed from", async () => {
      const again: MathAlarm = { ...SHARE, name: "again" };
      const [chart] = bodyOf(await watch({ of: [watched(SHARE, again)] })).filter(({ type }) => type === "metric");
      const metrics = JSON.stringify(chart?.properties.metrics);
      expect(metrics).toContain('"expression":"good0 / all0"');
      expect(metrics).toContain('"expression":"good1 / all1"');
      const ids = [...metrics.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(6);
      expect(metrics.match(/"visible":false/g)).toHaveLength(4);
    });

    it("draws in the region that keeps the metric", async () => {
      const far: Alarm = { ...BUSY, region: "us-east-1" };
      const [chart] = bodyOf(await watch({ of: [watched(far)] })).filter(({ type }) => type === "metric");
      expect(chart?.properties.region).toBe("us-east-1");
    });

    it("puts no widget over another and none beyond the 24 columns", async () => {
      const many = Array.from({ length: 9 }, (_, index) => ({ ...BUSY, name: `a${index}`, metricName: `m${index}` }));
      const widgets = bodyOf(
        await watch({ of: [watched(...many), logged()].map((each, index) => ({ ...each, watchName: `w${index}` })) }),
      );
      const cells = widgets.flatMap(({ x, y, width, height }) =>
        Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
      expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBeLessThanOrEqual(24);
    });

    it("shows no more than a hundred alarms in one widget", async () => {
      const many = Array.from({ length: 150 }, (_, index) => ({ ...BUSY, name: `a${index}` }));
      const states = bodyOf(await watch({ of: [watched(...many)] })).filter(({ type }) => type === "alarm");
      expect(states.map(({ properties }) => Array.isArray(properties.alarms) && properties.alarms.length)).toEqual([
        100, 50,
      ]);
    });

    it("has a name of its own in the account, and a link", async () => {
      let url: Promise<string> | undefined;
      const recorded = await record(() => {
        const { dashboardUrl } = new Observability("watch", { of: [watched(BUSY)] });
        url = dashboardUrl && resolved(dashboardUrl);
      });
      expect(recorded.one(DASHBOARD).inputs.dashboardName).toBe("shop-test-watch");
      expect(await url).toBe(
        "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/shop-test-watch",
      );
    });

    it("is left out on request", async () => {
      expect((await watch({ dashboard: false })).ofType(DASHBOARD)).toEqual([]);
    });
  });

  it("rejects an address that is none, nothing to watch and a pager without TLS, all at once and without the secret", async () => {
    const mistakes = await mistakesOf(
      () =>
        new Observability("watch", {
          of: [],
          emails: ["nobody"],
          pagerEndpoint: "http://events.example.com/s3cret",
          runbook: "docs/alarms.md#cpu",
        }),
    );
    expect(mistakes).toEqual({
      of: "must name at least one thing to watch, got none",
      emails: "must be addresses such as oncall@example.com, got nobody",
      pagerEndpoint: "must be an address that starts with https://; it is a secret and not shown",
      runbook: "must be the address of a page, without a section, got docs/alarms.md#cpu",
    });
  });

  it("rejects more than a dashboard can show", async () => {
    const many = Array.from({ length: 170 }, (_, index) => ({ ...watched(BUSY), watchName: `w${index}` }));
    const mistakes = await mistakesOf(() => new Observability("watch", { of: many }));
    expect(mistakes.of).toContain("must fit one dashboard of 500 widgets, needs 510");
  });

  it("rejects two things of one name, whose alarms would be the same", async () => {
    const mistakes = await mistakesOf(() => new Observability("watch", { of: [watched(BUSY), watched(BUSY)] }));
    expect(mistakes).toEqual({ of: "must name each thing once, got main again" });
  });
});
