import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { LADDER, type LadderRung } from "../../preview/ladder/rungs";
import { cached } from "../../stacks/cached";
import { loadBalanced } from "../../stacks/load-balanced";
import { multiRegion } from "../../stacks/multi-region";
import { services } from "../../stacks/services";
import { readSettings, type Settings } from "../../stacks/settings";
import { singleServer } from "../../stacks/single-server";
import { twoTier } from "../../stacks/two-tier";
import { type RecordedResource, record } from "../components/recorded-resources";
import { environmentConfig } from "./environment-config";

const README = readFileSync(join(__dirname, "..", "..", "app", "README.md"), "utf8");
/** What the app reads, by the table in its README, which a test of the app keeps equal to its schema. */
const READ = [...README.matchAll(/^\| `([A-Z][A-Z0-9_]*)` \|/gm)].map(([, name]) => name ?? "");

const RUNGS: Readonly<Record<string, (settings: Settings) => unknown>> = {
  "single-server": singleServer,
  "two-tier": twoTier,
  "load-balanced": loadBalanced,
  cached,
  services,
  "multi-region": multiRegion,
};

/** What a rung tells each container that it runs: the names of plain variables and of secrets, by role. */
async function told({ topology, stack, config }: LadderRung): Promise<ReadonlyMap<string, readonly string[]>> {
  const own = Object.entries(config).map(([key, value]) => [`zero-to-millions:${key}`, value]);
  const chosen = { ...environmentConfig(stack), ...Object.fromEntries(own), "zero-to-millions:topology": topology };
  const recorded = await record(() => {
    const renamed = Object.entries(chosen).map(([key, value]) => [key.replace(/^zero-to-millions:/, "shop:"), value]);
    pulumi.runtime.setAllConfig(Object.fromEntries(renamed));
    return RUNGS[topology]?.(readSettings());
  });
  return new Map(recorded.all.flatMap((each) => namesIn(each).map((names) => [each.name, names] as const)));
}

function namesIn({ type, inputs }: RecordedResource): readonly (readonly string[])[] {
  if (type === "aws:ecs/taskDefinition:TaskDefinition") {
    const [container] = JSON.parse(String(inputs.containerDefinitions)) as [Record<string, { name: string }[]>];
    return [[...(container.environment ?? []), ...(container.secrets ?? [])].map(({ name }) => name)];
  }
  const script = type === "aws:ec2/instance:Instance" ? String(inputs.userData) : decoded(inputs.userData);
  if (!script.includes("/etc/app/environment")) return [];
  return [[...script.matchAll(/^(?:echo ")?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? "")];
}

function decoded(userData: unknown): string {
  return typeof userData === "string" ? Buffer.from(userData, "base64").toString("utf8") : "";
}

/** What each role cannot do without. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  auth: ["TOKEN_SECRET", "SERVICE_SECRET", "KEY_VALUE_TABLE"],
  users: ["SERVICE_SECRET", "BUCKET"],
  posts: ["SERVICE_SECRET", "BUCKET", "QUEUE_URL", "WEBHOOK_SECRET_KEYS"],
  worker: ["QUEUE_URL", "BUCKET", "REDIS_URL", "WEBHOOK_SECRET_KEYS"],
  gateway: ["TOKEN_SECRET", "SERVICE_SECRET", "AUTH_URL", "USERS_URL", "POSTS_URL", "PUBLIC_PROXIES"],
  web: ["TOKEN_SECRET", "DATABASE_URL", "WEBHOOK_SECRET_KEYS"],
};

it("gives secrets of third parties and webhooks to the roles that work with them, and to no other", async () => {
  const rung = LADDER.find(({ topology }) => topology === "services");
  if (!rung) throw new Error("There is no rung called services.");
  const containers = await told({
    ...rung,
    config: {
      ...rung.config,
      moderationUrl: "https://moderation.example.com/posts",
      moderationSecret: "arn:aws:secretsmanager:us-east-1:123456789012:secret:moderation-AbCdEf",
    },
  });

  const having = (name: string) => [...containers].filter(([, names]) => names.includes(name)).map(([role]) => role);
  expect(having("MODERATION_URL")).toEqual(["worker"]);
  expect(having("MODERATION_WEBHOOK_SECRET")).toEqual(["posts"]);
  expect(having("WEBHOOK_SECRET_KEYS")).toEqual(["worker", "posts"]);
});

/** Two regions tell their containers what the sharded rung tells its own: the code is the same, and takes long to run. */
const RUNGS_TOLD = LADDER.filter(({ topology }) => topology !== "sharded");

describe.each(RUNGS_TOLD)("what $topology tells the app", (rung) => {
  it("is what the app reads, by the same names, and all that each role cannot do without", async () => {
    const containers = await told(rung);
    expect(containers.size).toBeGreaterThan(0);
    for (const [container, names] of containers) {
      expect([container, names.filter((name) => !READ.includes(name))]).toEqual([container, []]);
      const role = container.replace(/-[a-z]+-[a-z]+-\d$/, "");
      expect([container, names]).toEqual([container, expect.arrayContaining([...(NEEDED[role] ?? [])])]);
    }
  });
});
