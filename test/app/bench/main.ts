import { ratios, spread } from "../../bench/figures";
import { saturate, type Throughput } from "./load";
import { type Pair, pairsFor } from "./pairs";
import { openSetting, type Setting } from "./setting";
import { p99At } from "./steady";

/*
 * What the app costs beside the bare stack: Fastify with pg or Redis and the same query. One run, turn by turn, on loopback,
 * with PostgreSQL that does not wait for its disk. `--quick` takes one short round.
 */

const STEADY_PER_SECOND = 500;
/** Until compilers have seen enough. */
const WARM_UP_SECONDS = 6;
const P99_GOAL = 3;

async function main(quick: boolean): Promise<void> {
  const rounds = quick ? 1 : 3;
  const seconds = quick ? 2 : 5;
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print(
    `Node ${process.versions.node}; median (lowest to highest) of ${rounds} rounds of ${seconds} s; 32 connections`,
  );
  const setting = await openSetting();
  try {
    for (const pair of pairsFor(setting.subject)) print(await measured(setting, pair, rounds, seconds));
    print(await steady(setting, rounds, seconds));
    print(memory(setting));
  } finally {
    await setting.stop();
  }
}

async function measured(setting: Setting, pair: Pair, rounds: number, seconds: number): Promise<string> {
  const app: Throughput[] = [];
  const bare: Throughput[] = [];
  // The first round warms compilers and caches and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const beside = await saturate(
      setting[pair.besides],
      pair.bare,
      round === 0 ? WARM_UP_SECONDS : seconds,
      setting.folder,
    );
    const own = await saturate(setting[pair.by], pair.app, round === 0 ? WARM_UP_SECONDS : seconds, setting.folder);
    if (round === 0) continue;
    bare.push(beside);
    app.push(own);
  }
  const of = (all: readonly Throughput[], key: keyof Throughput) => all.map((one) => one[key]);
  return [
    `${pair.name.padEnd(30)}${spread(ratios(of(app, "perSecond"), of(bare, "perSecond")), "x")}, aim ${pair.goal}x`,
    `${`  requests a second`.padEnd(30)}${whole(of(app, "perSecond"))} beside ${whole(of(bare, "perSecond"))}`,
    `${`  per vCPU second`.padEnd(30)}${whole(of(app, "perCpuSecond"))} beside ${whole(of(bare, "perCpuSecond"))}`,
  ].join("\n");
}

const whole = (values: readonly number[]): string => spread(values.map(Math.round), "").replaceAll(".00", "");

async function steady({ bare, all, subject }: Setting, rounds: number, seconds: number): Promise<string> {
  const [app, beside]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const path = `/users/${subject.id}/counts`;
    beside.push(await p99At(bare.url + path, STEADY_PER_SECOND, seconds));
    app.push(await p99At(all.url + path, STEADY_PER_SECOND, seconds));
  }
  return [
    `${`p99 at ${STEADY_PER_SECOND} requests/s`.padEnd(30)}${spread(ratios(app, beside), "x")}, aim under ${P99_GOAL}x`,
    `${`  milliseconds`.padEnd(30)}${spread(app, "")} beside ${spread(beside, "")}`,
  ].join("\n");
}

function memory({ bare, all, gateway, service, others }: Setting): string {
  const processes = { all, gateway, posts: service, ...others, "bare stack": bare };
  const held = Object.entries(processes).map(([role, server]) => `${role} ${Math.round(server.residentMiB())}`);
  return `${"MiB held after the load".padEnd(30)}${held.join(", ")}`;
}

void main(process.argv.includes("--quick"));
