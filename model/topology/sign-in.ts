import type { TopologyBuilder } from "./builder";

/** Users' sign-in by Cognito: AWS runs it in every zone, and waits for the functions that it was told to ask. */
export function readSignIn(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const pool of index.ofType("cognito/UserPool")) {
    const triggers = index.referred(pool, "lambdaConfig", "lambda/Function");
    if (triggers.length === 0) continue;
    const tier = builder.tier(pool, "api");
    for (const trigger of triggers) builder.edge(tier, builder.tierOf(trigger), "request", `trigger of ${pool.name}`);
  }
}
