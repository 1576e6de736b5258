import type { AnyAlarm, CombinedAlarm, MathAlarm } from "../../components/alarm";
import { availabilityAlarms } from "../../components/availability-alarms";

const alarms = availabilityAlarms("app/front/1");

function called(name: string): AnyAlarm {
  const found = alarms.find((alarm) => alarm.name === name);
  if (!found) {
    throw new Error(`No alarm is called ${name}.`);
  }
  return found;
}

function math(alarm: AnyAlarm | undefined): MathAlarm {
  if (!alarm || !("expression" in alarm)) {
    throw new Error("This alarm computes nothing.");
  }
  return alarm;
}

function combined(name: string): CombinedAlarm {
  const alarm = called(name);
  if (!("anyOf" in alarm)) {
    throw new Error(`${name} combines nothing.`);
  }
  return alarm;
}

interface Figures {
  readonly requests?: number;
  readonly failed?: number;
  readonly refused?: number;
}

/** What CloudWatch would compute of one period's figures; one that is left out was not reported. */
function computed({ expression, metrics }: MathAlarm, figures: Figures): unknown {
  const names = Object.keys(metrics);
  const compute = new Function("FILL", "IF", ...names, `return ${expression};`);
  const fill = (value: number | undefined, instead: number) => value ?? instead;
  const choose = (condition: boolean, yes: number, no: number) => (condition ? yes : no);
  const given = new Map(Object.entries(figures));
  return compute(fill, choose, ...names.map((name) => given.get(name)));
}

describe("the alarm on availability", () => {
  const alarm = math(called("availability"));

  it("pages when less than 95 % of a minute's requests are answered well", () => {
    expect(alarm).toMatchObject({ severity: "page", when: { below: 95 }, minutes: 1 });
    expect(computed(alarm, { requests: 200, failed: 10 })).toBe(95);
    expect(computed(alarm, { requests: 200, failed: 11 })).toBeCloseTo(94.5);
    expect(computed(alarm, { requests: 200 })).toBe(100);
  });

  it("counts what the load balancer answers itself because it finds nobody, which is no request to it", () => {
    expect(computed(alarm, { refused: 50 })).toBe(0);
    expect(computed(alarm, { requests: 900, refused: 100 })).toBe(90);
  });

  it("says nothing while nobody asks", () => {
    expect(computed(alarm, {})).toBe(100);
    expect(computed(alarm, { requests: 0, failed: 0, refused: 0 })).toBe(100);
    expect(alarm.silence ?? "notBreaching").toBe("notBreaching");
  });

  it("looks at three minutes for a bad one, since the newest may not be reported yet", () => {
    expect(alarm).toMatchObject({ minutes: 1, withinMinutes: 3 });
  });

  it("reads what the load balancer reports, as sums", () => {
    expect(Object.values(alarm.metrics).map(({ metricName }) => metricName)).toEqual([
      "RequestCount",
      "HTTPCode_Target_5XX_Count",
      "HTTPCode_ELB_5XX_Count",
    ]);
    for (const metric of Object.values(alarm.metrics)) {
      expect(metric).toMatchObject({
        namespace: "AWS/ApplicationELB",
        statistic: "Sum",
        dimensions: { LoadBalancer: "app/front/1" },
      });
    }
  });
});

describe("the alarms on burn rate", () => {
  const pairs = (name: string) =>
    combined(name).anyOf.map((group) =>
      group.map((part) => {
        const { when, minutes, periodMinutes } = math(part);
        return { percent: "above" in when ? when.above : undefined, minutes, periodMinutes };
      }),
    );

  it("pages at 14.4 times the budget of 0.1 % over an hour and five minutes, or 6 times over six hours and thirty minutes", () => {
    expect(called("burn").severity).toBe("page");
    const [fast = [], steady = []] = pairs("burn");
    expect(fast.map(({ minutes, periodMinutes }) => [minutes, periodMinutes])).toEqual([
      [60, 60],
      [5, 5],
    ]);
    expect(steady.map(({ minutes, periodMinutes }) => [minutes, periodMinutes])).toEqual([
      [360, 360],
      [30, 30],
    ]);
    expect(fast.map(({ percent }) => percent)).toEqual([expect.closeTo(1.44), expect.closeTo(1.44)]);
    expect(steady.map(({ percent }) => percent)).toEqual([expect.closeTo(0.6), expect.closeTo(0.6)]);
  });

  it("only notifies at three times the budget over a day and two hours", () => {
    expect(called("burn-slow").severity).toBeUndefined();
    expect(pairs("burn-slow")).toEqual([
      [
        { percent: expect.closeTo(0.3), minutes: 1440, periodMinutes: 1440 },
        { percent: expect.closeTo(0.3), minutes: 120, periodMinutes: 120 },
      ],
    ]);
  });

  it("measures the percent of requests that fail, none when nobody asks", () => {
    const part = math(combined("burn").anyOf[0]?.[0]);
    expect(computed(part, { requests: 1000, failed: 14, refused: 0 })).toBeCloseTo(1.4);
    expect(computed(part, {})).toBe(0);
  });

  it("stays within what one period of CloudWatch may be: a day", () => {
    for (const name of ["burn", "burn-slow"]) {
      for (const { periodMinutes = 1 } of pairs(name).flat()) {
        expect(periodMinutes).toBeLessThanOrEqual(1440);
      }
    }
  });
});
