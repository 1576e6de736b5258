import path from "node:path";
import { readProject } from "../../preview/project";
import { ratios, spread } from "./figures";
import { measuredRun } from "./measured-run";

const PROJECT = path.resolve(__dirname, "../..");
const TYPESCRIPT = ["--require", "tsx/cjs"];
/** As `npm run preview` starts it. */
const PREVIEW = ["--require", "./preview/loading/start.cjs", "preview/main.ts"];
/** The packages that the stacks import, and nothing done with them. */
const IMPORTS = ["-e", '["pulumi", "aws", "awsx", "random"].forEach((name) => require("@pulumi/" + name))'];

/** Each environment's preview beside (a) importing the SDKs and (b) the program under bare mocks, turn by turn. */
export async function benchEnvironments(rounds: number, print: (line: string) => void): Promise<void> {
  for (const stack of ["dev", "staging", "prod"]) {
    const preview = [...PREVIEW, stack];
    const mocks = [
      ...TYPESCRIPT,
      "test/bench/under-mocks.cjs",
      path.join(PROJECT, "stacks"),
      "zero-to-millions",
      stack,
    ];
    const times: { preview: number[]; imports: number[]; mocks: number[] } = { preview: [], imports: [], mocks: [] };
    // The first round warms the disk and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const imports = (await measuredRun(IMPORTS, { cwd: PROJECT })).seconds;
      const mocked = (await measuredRun(mocks, { cwd: PROJECT, environment: configuration(stack) })).seconds;
      const previewed = (await measuredRun(preview, { cwd: PROJECT })).seconds;
      if (round === 0) continue;
      times.imports.push(imports);
      times.mocks.push(mocked);
      times.preview.push(previewed);
    }
    print(`preview -- ${stack}`.padEnd(36) + spread(times.preview, " s"));
    print("  (a) importing the SDKs alone".padEnd(36) + spread(times.imports, " s"));
    print("  (b) the program under bare mocks".padEnd(36) + spread(times.mocks, " s"));
    print("  ratio to (a)".padEnd(36) + spread(ratios(times.preview, times.imports), "×"));
    print("  ratio to (b)".padEnd(36) + spread(ratios(times.preview, times.mocks), "×"));
  }
}

/** The stack's configuration as the language host hands it to the SDK. */
function configuration(stack: string): NodeJS.ProcessEnv {
  const { config } = readProject({ directory: PROJECT, stack, sealed: "sealed", environment: {} });
  const values = Object.entries(config.values).map(([key, { text }]) => [key, text]);
  return { PULUMI_CONFIG: JSON.stringify(Object.fromEntries(values)) };
}
