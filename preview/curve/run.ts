import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { AVAILABILITY_ASSUMPTION } from "../../model/capacity/availability";
import { TARGETS, type Target } from "../../model/capacity/targets";
import { printText } from "../command/print";
import { ExitCode, optionFault, reportFailure, UsageError } from "../failure";
import { writeMarked } from "../ladder/marked";
import { habitsFrom } from "./habits";
import { ninesPoints, ninesTable } from "./nines";
import { curvePicture } from "./picture";
import { type CurvePoint, curvePoint } from "./point";
import { type RungCosts, rungCosts, rungTable } from "./rungs";
import { stackFile } from "./stack-file";
import { curveTable } from "./table";

const HELP = `Usage: npm run curve -- [options]
       npm run curve -- rungs [options]
       npm run curve -- nines [--json]
       npm run size -- --users N [options]

curve  The cheapest rung for each size of site from 10 to 10,000,000 users, what it costs, and what gives way first.
rungs  What every rung costs at each size, the dearer ones too (some minutes).
nines  Cost against availability over the rungs and their variants.
size   The configuration of the rung that carries N users, to paste into Pulumi.<stack>.yaml.

  --users <n,n,…>     sizes (curve: several, with commas)
  --target <what>     what reads must survive: ${TARGETS.join(", ")} (default: by size, see model/capacity/targets.ts)
  --habit <key=value> what a user does, over model/capacity/load.ts; may be repeated
  --json              print JSON
  --svg               print the picture
  --write             write docs/curve.json, docs/curve-rungs.json, docs/curve.svg and the tables in docs/cost.md`;

/** From ten users to ten million. */
const SIZES: readonly number[] = [10, 100, 1_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];

const COMMANDS = ["curve", "rungs", "nines", "size"] as const;

interface Wish {
  readonly what: (typeof COMMANDS)[number];
  readonly users: readonly number[];
  readonly target: Target | undefined;
  readonly habits: readonly string[];
  readonly json: boolean;
  readonly svg: boolean;
  readonly write: boolean;
}

/** Runs the command; returns its exit code. */
export async function runCurve(argv: readonly string[], project: string): Promise<ExitCode> {
  try {
    const wish = wishOf(argv);
    await printText(wish === undefined ? HELP : await answer(wish, project));
    return ExitCode.Fine;
  } catch (error) {
    return reportFailure(error);
  }
}

async function answer(wish: Wish, project: string): Promise<string> {
  const wishes = { habits: habitsFrom(wish.habits), target: wish.target };
  if (wish.what === "nines") {
    const points = await ninesPoints(project);
    return wish.json ? JSON.stringify(points, null, 2) : `${ninesTable(points)}\n\n${AVAILABILITY_ASSUMPTION}`;
  }
  if (wish.what === "rungs" || wish.write) {
    const tried = await rungCosts(project, wish.users, wishes);
    if (wish.write) await writeAll(project, tried.points, tried.costs);
    if (wish.what === "rungs") return wish.json ? JSON.stringify(tried.costs, null, 2) : rungTable(tried.costs);
    return shown(tried.points, wish);
  }
  const points: CurvePoint[] = [];
  for (const users of wish.users) points.push(await curvePoint(project, users, wishes));
  if (wish.what === "size") {
    const [point] = points;
    if (point === undefined) throw new UsageError("size takes --users with one number");
    return wish.json ? JSON.stringify(point, null, 2) : stackFile(project, point);
  }
  return shown(points, wish);
}

function shown(points: readonly CurvePoint[], { json, svg }: Wish): string {
  return json ? JSON.stringify(points, null, 2) : svg ? curvePicture(points) : curveTable(points);
}

async function writeAll(project: string, points: readonly CurvePoint[], costs: readonly RungCosts[]): Promise<void> {
  const docs = path.join(project, "docs");
  mkdirSync(docs, { recursive: true });
  writeFileSync(path.join(docs, "curve.json"), `${JSON.stringify(points, null, 2)}\n`);
  writeFileSync(path.join(docs, "curve-rungs.json"), `${JSON.stringify(costs, null, 2)}\n`);
  writeFileSync(path.join(docs, "curve.svg"), curvePicture(points, costs));
  writeMarked(path.join(docs, "cost.md"), "curve", curveTable(points));
  writeMarked(path.join(docs, "cost.md"), "rungs", rungTable(costs));
  writeMarked(path.join(docs, "cost.md"), "nines", ninesTable(await ninesPoints(project)));
}

function wishOf(argv: readonly string[]): Wish | undefined {
  const { values, positionals } = parsed(argv);
  if (values.help) return undefined;
  const [what = "curve", ...more] = positionals;
  const command = COMMANDS.find((each) => each === what);
  if (command === undefined || more.length > 0) {
    throw new UsageError(`${positionals.join(" ")} is none of ${COMMANDS.join(", ")} (see npm run curve -- --help)`);
  }
  const target = TARGETS.find((each) => each === values.target);
  if (values.target !== undefined && target === undefined) {
    throw new UsageError(`--target is ${values.target}: it must be one of ${TARGETS.join(", ")}`);
  }
  const users = usersFrom(values.users, what);
  const { json = false, svg = false, write = false, habit = [] } = values;
  return { what: command, users, target, habits: habit, json, svg, write };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        users: { type: "string" },
        target: { type: "string" },
        habit: { type: "string", multiple: true },
        json: { type: "boolean" },
        svg: { type: "boolean" },
        write: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new UsageError(`${optionFault(error)} (see npm run curve -- --help)`);
  }
}

function usersFrom(written: string | undefined, what: string): readonly number[] {
  if (written === undefined && what === "size") throw new UsageError("size takes --users with one number");
  if (written === undefined) return SIZES;
  if (what === "size" && written.includes(",")) throw new UsageError("size takes --users with one number");
  return written.split(",").map((each) => {
    const users = Number(each.replaceAll("_", ""));
    if (Number.isInteger(users) && users >= 1 && users <= 1e10) return users;
    throw new UsageError(`--users is ${each}: it must be a whole number from 1 to 10,000,000,000`);
  });
}
