import { createInterface } from "node:readline";

type Call = { readonly id: number; readonly method: string; readonly args: readonly never[] };

/** Serves functions to the test that started this process: a JSON line for each call, one for each result, until the input ends. */
export async function serveCalls(
  functions: Readonly<Record<string, (...args: readonly never[]) => Promise<unknown>>>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = run(functions, JSON.parse(line) as Call).finally(() => running.delete(answer));
    running.add(answer);
  }
  await Promise.all(running);
}

async function run(functions: Parameters<typeof serveCalls>[0], { id, method, args }: Call): Promise<void> {
  let answer: unknown;
  try {
    const work = functions[method];
    if (!work) throw new Error(`The program serves no ${method}.`);
    answer = { id, value: await work(...args) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
