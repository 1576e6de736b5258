import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Observability } from "../../components/observability";
import { record } from "../components/recorded-resources";
import { ask, type ProblemBody } from "./answer";
import { type Receiver, startReceiver } from "./receiver";
import { secrets } from "./secrets";
import { type RunningApp, runApp, startApp } from "./startApp";
import { until } from "./until";

type Line = Readonly<Record<string, unknown>>;

interface CloudWatchLine {
  readonly role: string;
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
}

let services: Receiver;
let gateway: RunningApp;

beforeAll(async () => {
  services = await startReceiver(({ path }) => ({ status: path.endsWith("/broken") ? 500 : 200, body: {} }));
  const environment = { ...secrets, AUTH_URL: services.url, USERS_URL: services.url, POSTS_URL: services.url };
  gateway = await startApp({
    environment: { ...environment, APP_ROLE: "gateway", METRICS_NAMESPACE: "shop/test", METRICS_SECONDS: "1" },
  });
});

afterAll(async () => {
  await gateway.stop();
  await services.stop();
});

const linesOf = (app: RunningApp): readonly Line[] =>
  app
    .log()
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line) as Line);
/** Lines arrive through a pipe, a little after the answer. */
const answered = async (path: string) => {
  const found = async () => linesOf(gateway).find((line) => line.path === path && line.msg === "answered");
  return (await until(found, (line) => line !== undefined)) as Line;
};
const cloudWatchLines = async (some: (all: readonly (CloudWatchLine & Line)[]) => boolean) =>
  until(async () => linesOf(gateway).filter((line) => "_aws" in line) as (CloudWatchLine & Line)[], some);
const sum = (lines: readonly Line[], name: string) => lines.reduce((total, line) => total + Number(line[name]), 0);

describe("a trace", () => {
  const asked = async (path: string, traceparent?: string) => {
    await fetch(`${gateway.url}${path}`, { headers: traceparent === undefined ? {} : { traceparent } });
    const [received] = services.at(path);
    return String(received?.headers.traceparent);
  };

  it("goes on from the caller through the log to the services, each hop under its own id", async () => {
    const handedOn = await asked("/users/traced", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    const line = await answered("/users/traced");

    expect(handedOn).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(handedOn).not.toContain("b7ad6b7169203331");
    expect(line.traceId).toBe("0af7651916cd43dd8448eb211c80319c");
  });

  it.each([
    ["there is none", undefined],
    ["its id is all zeros", `00-${"0".repeat(32)}-b7ad6b7169203331-01`],
    ["its version is forbidden", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"],
    ["it is longer than its version", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"],
    ["it is in upper case", "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01"],
  ])("begins here when %s", async (name, traceparent) => {
    const path = `/users/${encodeURIComponent(name)}`;
    const handedOn = await asked(path, traceparent);

    expect(handedOn).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00$/);
    expect(handedOn).not.toContain("0af7651916cd43dd8448eb211c80319c");
    expect((await answered(path)).traceId).toBe(handedOn.split("-")[1]);
  });
});

describe("metrics", () => {
  it("are there for Prometheus, by route, and for nobody who comes through a proxy", async () => {
    await fetch(`${gateway.url}/users/one`);
    await fetch(`${gateway.url}/users/two`);
    const response = await fetch(`${gateway.url}/metrics`);
    const text = await response.text();
    const proxied = await fetch(`${gateway.url}/metrics`, { headers: { "x-forwarded-for": "203.0.113.7" } });

    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(/^http_request_duration_seconds_count\{method="GET",route="\/users\/\*",status="200"\} \d+$/m);
    const counted = (name: string) =>
      Number(new RegExp(`^http_request_duration_seconds_${name}status="200"} (.+)$`, "m").exec(text)?.[1]);
    const route = 'method="GET",route="/users/\\*",';
    expect(counted(`bucket{le="\\+Inf",${route}`)).toBe(counted(`count{${route}`));
    expect(counted(`count{${route}`)).toBeGreaterThanOrEqual(2);
    expect(counted(`bucket{le="0.005",${route}`)).toBeLessThanOrEqual(counted(`bucket{le="10",${route}`));
    expect(counted(`sum{${route}`)).toBeGreaterThan(0);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(text).not.toContain("/users/one");
    expect(proxied.status).toBe(404);
  });

  it("are lines of the log that CloudWatch reads, with every answer's time and every error", async () => {
    const before = await cloudWatchLines((all) => all.length > 0);
    await fetch(`${gateway.url}/users/broken`);
    const all = await cloudWatchLines((lines) => sum(lines, "errors") > sum(before, "errors"));
    const [line] = all.filter((each) => Array.isArray(each.milliseconds));
    const [directive] = line?._aws.CloudWatchMetrics ?? [];

    expect(directive).toMatchObject({ Namespace: "shop/test", Dimensions: [["role"]] });
    expect(line?.role).toBe("gateway");
    expect(Math.abs((line?._aws.Timestamp ?? 0) - Date.now())).toBeLessThan(3_600_000);
    for (const { Name, Unit } of directive?.Metrics ?? []) {
      expect([line?.[Name]].flat()).toEqual(expect.arrayContaining([expect.any(Number)]));
      expect(["Count", "Milliseconds", "Bytes"]).toContain(Unit);
    }
    expect(sum(all, "errors") - sum(before, "errors")).toBe(1);
  });

  it("have the names that the alarms use, and what the alarms count in the log is there", async () => {
    const log = pulumi.output("log");
    const recorded = await record(
      () => new Observability("watch", { of: [{ watchName: "web", appLog: log, alarms: () => [] }] }),
    );
    const filters = recorded.all.filter(({ type }) => type === "aws:cloudwatch/logMetricFilter:LogMetricFilter");
    const counted = filters.map(({ inputs }) => (inputs.metricTransformation as { name: string }).name);
    const fields = filters.flatMap(({ inputs }) =>
      [...String(inputs.pattern).matchAll(/\$\.(\w+)/g)].map(([, field]) => field),
    );
    const [line] = await cloudWatchLines((all) => all.some(({ milliseconds }) => Array.isArray(milliseconds)));
    const names = (await cloudWatchLines(() => true)).flatMap(({ _aws: { CloudWatchMetrics } }) =>
      CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name)),
    );
    await fetch(`${gateway.url}/users/counted`);
    const written = await answered("/users/counted");

    expect(counted.map((name) => name.replace(/^web-/, "")).sort()).toEqual(["errors", "milliseconds", "slow"]);
    expect(names).toEqual(expect.arrayContaining(counted.map((name) => name.replace(/^web-/, ""))));
    expect(Object.keys(written)).toEqual(expect.arrayContaining(fields));
    // Else the filters would count the line of metrics as an answer.
    expect(line).not.toHaveProperty("level");
    expect(line).not.toHaveProperty("status");
  });
});

describe("a process whose event loop is late", () => {
  let busy: RunningApp;

  beforeAll(async () => {
    busy = await startApp({
      program: join(__dirname, "programs", "busyLoop.mts"),
      environment: { EVENT_LOOP_LIMIT_MS: "50" },
    });
  });

  afterAll(() => busy.stop());

  const statusOf = async (path: string) => (await fetch(`${busy.url}${path}`)).status;

  it("refuses requests with when to try again, still answers for its health, and takes them again at ease", async () => {
    await until(
      () => statusOf("/users"),
      (status) => status === 200,
    );
    busy.signal("SIGWINCH");
    const refused = await until(
      () => ask<ProblemBody>(`${busy.url}/users`),
      ({ status }) => status !== 200,
    );
    const health = await Promise.all(["/healthz", "/readyz", "/metrics"].map(statusOf));
    busy.signal("SIGWINCH");

    expect(refused).toMatchObject({ status: 503, body: { detail: expect.stringContaining("too busy") } });
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(health).toEqual([200, 200, 200]);
    await until(
      () => statusOf("/users"),
      (status) => status === 200,
    );
    expect(await (await fetch(`${busy.url}/metrics`)).text()).toMatch(/^http_requests_shed_total [1-9]/m);
  });

  it("or any other writes no secret into its log, however carelessly it is logged", async () => {
    await until(
      async () => busy.log(),
      (log) => log.includes("careless"),
    );
    expect(busy.log()).not.toContain("hunter2");
    expect(busy.log().match(/\[redacted\]/g)).toHaveLength(3);
  });
});

describe("lines of the log that are written together", () => {
  it("are all there after an end in between", async () => {
    const { stdout } = await runApp({ program: join(__dirname, "programs", "logLines.mts") });

    expect(stdout).toBe("first\nlast\n");
  });
});

describe("a handler that takes too long", () => {
  it("is not waited for: 503 where nothing was answered yet, an end where it was, and others go on", async () => {
    const { stdout } = await runApp({ program: join(__dirname, "programs", "limitTime.mts") });

    expect(JSON.parse(stdout)).toEqual({
      slow: expect.stringMatching(/^503 .*cannot answer right now/),
      begun: "broken off",
      quick: ["200 in time", "200 in time"],
      after: "200 in time",
    });
  });
});
