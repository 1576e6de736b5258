import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Plan } from "../../model/plan";
import { median } from "./figures";
import { type MeasuredRun, measuredRun } from "./measured-run";
import { pricingMilliseconds, repeatedPlan, savedPlan } from "./pricing";

const PROJECT = path.resolve(__dirname, "../..");
const PREVIEW = ["--require", path.join(PROJECT, "preview/loading/start.cjs"), path.join(PROJECT, "preview/main.ts")];
const TYPESCRIPT = ["--require", path.join(PROJECT, "node_modules/tsx/dist/cjs/index.cjs")];

/** Components of ten: a dead-letter queue, a queue that refers to it, and eight topic subscriptions to the queue. */
const program = (resources: number): string => `import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";

class Inbox extends pulumi.ComponentResource {
  constructor(name: string) {
    super("bench:index:Inbox", name);
    const dead = new aws.sqs.Queue(\`\${name}-dead\`, {}, { parent: this });
    const queue = new aws.sqs.Queue(name, {
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
    }, { parent: this });
    for (let i = 0; i < 7; i++) {
      new aws.sns.TopicSubscription(\`\${name}-\${i}\`, { topic: "arn:aws:sns:::all", protocol: "sqs", endpoint: queue.arn }, { parent: this });
    }
    this.registerOutputs();
  }
}
for (let i = 0; i < ${resources / 10}; i++) new Inbox(\`inbox-\${i}\`);
`;

/**
 * Programs of growing size: time per resource above an empty program, the part of it that pricing takes (goal: a tenth),
 * of the program itself and of as many resources of the kinds that prod has, and the memory of the largest process.
 */
export async function benchSynthetic(sizes: readonly number[], print: (line: string) => void): Promise<void> {
  const empty = { preview: await repeated(0, previewed), mocks: await repeated(0, mocked) };
  const prod = savedPlan("prod");
  print(
    `${"resources".padEnd(12)}${"preview".padEnd(28)}${"bare mocks".padEnd(28)}${"ratio".padEnd(8)}${"pricing".padEnd(20)}${"pricing as prod".padEnd(20)}peak memory`,
  );
  for (const size of sizes) {
    const preview = await repeated(size, previewed);
    const mocks = await repeated(size, mocked);
    const each = (run: MeasuredRun, base: MeasuredRun): number => ((run.seconds - base.seconds) * 1000) / size;
    const own = each(preview, empty.preview);
    const beside = each(mocks, empty.mocks);
    print(
      String(size).padEnd(12) +
        `${preview.seconds.toFixed(1)} s, ${own.toFixed(2)} ms each`.padEnd(28) +
        `${mocks.seconds.toFixed(1)} s, ${beside.toFixed(2)} ms each`.padEnd(28) +
        `${(own / beside).toFixed(2)}×`.padEnd(8) +
        priced(pricingMilliseconds(await planOf(size)), preview).padEnd(20) +
        priced(pricingMilliseconds(repeatedPlan(prod, size)), preview).padEnd(20) +
        (preview.peakMiB === undefined ? "not known here" : `${Math.round(preview.peakMiB)} MiB`),
    );
  }
}

/** `12.3 ms, 1.2 %` of the preview. */
function priced(milliseconds: number, { seconds }: MeasuredRun): string {
  return `${milliseconds.toFixed(1)} ms, ${((milliseconds / seconds) * 0.1).toFixed(1)} %`;
}

function planOf(size: number): Promise<Plan> {
  return inFolder(size, async (folder) => savedPlan("--program", folder, "--stack", "dev"));
}

/** The median of several runs where one is short enough for noise to matter. */
async function repeated(size: number, run: (size: number) => Promise<MeasuredRun>): Promise<MeasuredRun> {
  const runs: MeasuredRun[] = [];
  for (let round = 0; round < (size < 1000 ? 5 : 1); round++) runs.push(await run(size));
  return { seconds: median(runs.map(({ seconds }) => seconds)), peakMiB: runs[0]?.peakMiB };
}

function previewed(size: number): Promise<MeasuredRun> {
  return inFolder(size, (folder) => measuredRun([...PREVIEW, "--program", folder, "--stack", "dev"], { cwd: PROJECT }));
}

function mocked(size: number): Promise<MeasuredRun> {
  return inFolder(size, (folder) =>
    measuredRun(
      [...TYPESCRIPT, path.join(__dirname, "under-mocks.cjs"), path.join(folder, "index.ts"), "bench", "dev"],
      {
        cwd: folder,
      },
    ),
  );
}

async function inFolder<Result>(size: number, run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
  try {
    symlinkSync(path.join(PROJECT, "node_modules"), path.join(folder, "node_modules"));
    writeFileSync(path.join(folder, "package.json"), '{ "name": "bench", "main": "index.ts" }');
    writeFileSync(path.join(folder, "Pulumi.yaml"), "name: bench\nruntime: nodejs\n");
    writeFileSync(path.join(folder, "Pulumi.dev.yaml"), "config:\n  aws:region: us-east-1\n");
    writeFileSync(path.join(folder, "index.ts"), program(size));
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
