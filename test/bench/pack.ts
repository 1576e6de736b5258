import { analyzeStackRequest } from "../../policies/analyzer-request";
import { PackServer } from "../policies/pack-server";
import { median, spread } from "./figures";
import { repeatedPlan, savedPlan } from "./pricing";

const SIZES = [50, 2000, 10_000];
const ROUNDS = 3;

/**
 * The policy pack over gRPC, as the CLI runs it: the time until it serves (goal: 1.5 s), and the whole pack over prod
 * repeated until there are enough resources (goal: under 1 s for 2,000, and as much for each of 10,000). A CLI asks a fresh
 * process once, so the first answer counts; later ones show what of it is warming up. The request is written before the
 * clock starts: the engine does that in Go, where this process would take longer to write it than the pack to answer.
 */
export async function benchPack(print: (line: string) => void): Promise<void> {
  const prod = savedPlan("prod");
  const starts: number[] = [];
  const rows: string[] = [];
  for (const size of SIZES) {
    const request = Buffer.from(analyzeStackRequest(repeatedPlan(prod, size)).serializeBinary());
    const firsts: number[] = [];
    const later: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = process.hrtime.bigint();
      const server = await PackServer.start();
      starts.push(secondsSince(start));
      firsts.push(await answered(server, request));
      later.push(await answered(server, request));
      server.stop();
    }
    const each = `${((median(firsts) * 1000) / size).toFixed(2)} ms each`;
    rows.push(`${String(size).padEnd(12)}${spread(firsts, " s").padEnd(30)}${each.padEnd(16)}${spread(later, " s")}`);
  }
  print(`policy pack: serves after ${spread(starts, " s")}`);
  print(`${"resources".padEnd(12)}${"first answer".padEnd(46)}later answers`);
  for (const row of rows) print(row);
}

async function answered(server: PackServer, request: Buffer): Promise<number> {
  const start = process.hrtime.bigint();
  await server.askWritten(request);
  return secondsSince(start);
}

function secondsSince(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / 1e9;
}
