import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Cache, type CacheArgs, CacheAuth, CacheEngine } from "../../components/cache";
import { Network } from "../../components/network";
import { mistakesOf, record } from "./recorded-resources";

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const PARAMETERS = "aws:elasticache/parameterGroup:ParameterGroup";

describe("Cache", () => {
  const cache = (args: Partial<CacheArgs> = {}, zones = 3) =>
    record(() => new Cache("main", { network: new Network("main", { zones }), nodeType: "cache.t4g.small", ...args }));
  const group = async (args?: Partial<CacheArgs>) => (await cache(args)).one(GROUP).inputs;

  it("has two nodes in two zones by default, one of which takes over from the other", async () => {
    expect(await group()).toMatchObject({
      engine: "valkey",
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      preferredCacheClusterAzs: ["eu-west-1a", "eu-west-1b"],
    });
  });

  it("asks for no failover with one node, which AWS would refuse", async () => {
    expect(await group({ nodes: 1 })).toMatchObject({
      numCacheClusters: 1,
      automaticFailoverEnabled: false,
      multiAzEnabled: false,
    });
  });

  it("is encrypted on disk and on the way, and asks for a password", async () => {
    expect(await group()).toMatchObject({
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      authToken: "letters",
    });
  });

  it("keeps its address with the password in Secrets Manager", async () => {
    const { secretString } = (await cache()).one("aws:secretsmanager/secretVersion:SecretVersion").inputs;
    expect(JSON.parse(String(secretString))).toEqual({ url: "rediss://:letters@main.cache:6379" });
  });

  it("lies in the data subnets", async () => {
    const recorded = await cache({}, 2);
    expect(recorded.one("aws:elasticache/subnetGroup:SubnetGroup").inputs.subnetIds).toEqual(["data-1", "data-2"]);
  });

  const alarmsOf = async (args: Partial<CacheArgs>) => {
    let names: string[] = [];
    await record(() => {
      names = new Cache("main", { network: new Network("main"), nodeType: "cache.m7g.large", ...args })
        .alarms()
        .map(({ name }) => name);
    });
    return names;
  };

  it("watches CPU, memory, evictions, connections and lag of every node", async () => {
    const own = ["cpu", "memory", "evictions", "connections", "lag"];
    expect(await alarmsOf({ nodes: 2 })).toEqual([1, 2].flatMap((number) => own.map((name) => `${name}-${number}`)));
  });

  it("watches no lag of a node alone, and the CPU credits of one that has them", async () => {
    expect(await alarmsOf({ nodes: 1, nodeType: "cache.t4g.small" })).toEqual([
      "cpu-1",
      "memory-1",
      "evictions-1",
      "connections-1",
      "cpu-credits-1",
    ]);
  });

  it("runs Redis where that is asked for, with parameters of its own family", async () => {
    const recorded = await cache({ engine: CacheEngine.Redis });
    expect(recorded.one(GROUP).inputs).toMatchObject({
      engine: "redis",
      engineVersion: "7.1",
      parameterGroupName: "main-redis7",
      authToken: "letters",
    });
    expect(recorded.one(PARAMETERS).inputs.family).toBe("redis7");
  });

  it("has parameters under the family's name, so that a major version finds its own beside the old ones", async () => {
    const recorded = await cache({ evictionPolicy: "allkeys-lru" });
    expect(recorded.one(GROUP).inputs.parameterGroupName).toBe("main-valkey8");
    expect(recorded.one(PARAMETERS)).toMatchObject({
      name: "main-valkey8",
      deleteBeforeReplace: false,
      inputs: { family: "valkey8", parameters: [{ name: "maxmemory-policy", value: "allkeys-lru" }] },
    });
    expect((await cache()).one(PARAMETERS).inputs.parameters).toEqual([
      { name: "maxmemory-policy", value: "volatile-lru" },
    ]);
  });

  it("goes from one node to several without what AWS replaces a cache for", async () => {
    const [one, three] = [await group({ nodes: 1 }), await group({ nodes: 3 })];
    const changed = Object.keys(three).filter((key) => JSON.stringify(one[key]) !== JSON.stringify(three[key]));
    expect(changed.sort()).toEqual([
      "automaticFailoverEnabled",
      "multiAzEnabled",
      "numCacheClusters",
      "preferredCacheClusterAzs",
    ]);
    const table = JSON.parse(readFileSync(join(__dirname, "../../model/change/replacement-table.json"), "utf8"));
    const { replaces, mayReplace, updates } = table.types[GROUP];
    expect(changed.filter((key) => replaces.includes(key) || key in mayReplace)).toEqual([]);
    expect(updates).toEqual(expect.arrayContaining(changed));
  });

  it("leaves its windows to AWS unless they are named", async () => {
    expect(await group()).not.toHaveProperty("snapshotWindow");
    expect(await group()).not.toHaveProperty("maintenanceWindow");
    const windows = { snapshotWindow: "23:30-00:30", maintenanceWindow: "sat:23:30-sun:00:30" };
    expect(await group(windows)).toMatchObject(windows);
  });

  it("hands out its address in a secret, by the version that holds the password", async () => {
    let access: ReturnType<Cache["access"]> | undefined;
    await record(() => {
      access = new Cache("main", { network: new Network("main"), nodeType: "cache.t4g.small" }).access();
    });
    expect(access).toMatchObject({ name: "main-cache", endpoint: { port: 6379 } });
    expect(access?.secrets?.REDIS_URL).toHaveProperty("versionId");
    expect(access).not.toHaveProperty("environment");
  });

  it("rejects too many nodes and a type that is none, both at once", async () => {
    const network = { zones: 3 } as Network;
    const mistakes = await mistakesOf(() => new Cache("main", { network, nodeType: "t4g.small", nodes: 7 }));
    expect(Object.keys(mistakes)).toEqual(["nodeType", "nodes"]);
  });

  it.each([
    ["engine", { engine: "memcached" as CacheEngine }, "must be one of valkey, redis, got memcached"],
    ["auth", { auth: "none" as CacheAuth }, "must be one of token, user, got none"],
    ["evictionPolicy", { evictionPolicy: "lru" }, /volatile-lru or allkeys-lru, got lru/],
    ["snapshotDays", { snapshotDays: 36 }, /between 0 and 35, got 36/],
    ["snapshotWindow", { snapshotWindow: "03:00-03:30" }, /an hour or more .* got 03:00-03:30/],
    ["snapshotWindow", { snapshotWindow: "24:00-25:00" }, /got 24:00-25:00/],
    ["maintenanceWindow", { maintenanceWindow: "sun:05:00-sun:05:30" }, /got sun:05:00-sun:05:30/],
    ["maintenanceWindow", { maintenanceWindow: "sun:05:00-tue:05:00" }, /got sun:05:00-tue:05:00/],
    ["maintenanceWindow", { maintenanceWindow: "05:00-06:00" }, /got 05:00-06:00/],
  ])("rejects %s that AWS would refuse", async (path, args, reason) => {
    const network = { zones: 3 } as Network;
    const mistakes = await mistakesOf(() => new Cache("main", { network, nodeType: "cache.t4g.small", ...args }));
    expect(Object.keys(mistakes)).toEqual([path]);
    expect(mistakes[path]).toEqual(typeof reason === "string" ? reason : expect.stringMatching(reason));
  });

  it("rejects replicas in one zone, which is said to be the way out", async () => {
    const network = { zones: 1 } as Network;
    expect((await mistakesOf(() => new Cache("main", { network, nodeType: "cache.t4g.small" }))).network).toContain(
      "nodes: 1",
    );
  });
});

describe("a user of a Cache", () => {
  const USER = "aws:elasticache/user:User";
  const withUser = (engine: CacheEngine) =>
    record(
      () =>
        new Cache("main", {
          network: new Network("main"),
          nodeType: "cache.t4g.small",
          auth: CacheAuth.User,
          engine,
        }),
    );

  it("takes the place of the token, with a password in the same secret", async () => {
    const recorded = await withUser(CacheEngine.Valkey);
    expect(recorded.one(GROUP).inputs).not.toHaveProperty("authToken");
    expect(recorded.one(GROUP).inputs.userGroupIds).toEqual(["users-0badcafe"]);
    const { secretString } = recorded.one("aws:secretsmanager/secretVersion:SecretVersion").inputs;
    expect(JSON.parse(String(secretString)).url).toBe("rediss://app:letters@main.cache:6379");
  });

  it("may do what an app does and nothing that an operator does", async () => {
    const { inputs } = (await withUser(CacheEngine.Valkey)).one(USER);
    expect(inputs).toMatchObject({
      engine: "valkey",
      userId: "app-0badcafe",
      userName: "app",
      accessString: "on ~* &* +@all -@admin -@dangerous +info",
      authenticationMode: { type: "password", passwords: ["letters"] },
    });
  });

  it("is alone with Valkey; Redis must know whoever names no user, and lets them do nothing", async () => {
    expect((await withUser(CacheEngine.Valkey)).names(USER)).toEqual(["main-app"]);
    const recorded = await withUser(CacheEngine.Redis);
    expect(recorded.one(USER, "main-nobody").inputs).toMatchObject({
      userName: "default",
      accessString: "off ~* -@all",
    });
    expect(recorded.one("aws:elasticache/userGroup:UserGroup").inputs).toMatchObject({
      engine: "redis",
      userIds: ["app-0badcafe", "nobody-0badcafe"],
    });
  });

  it("is no part of a cache with a token", async () => {
    const recorded = await record(
      () => new Cache("main", { network: new Network("main"), nodeType: "cache.t4g.small" }),
    );
    expect(recorded.names(USER)).toEqual([]);
    expect(recorded.one(GROUP).inputs).not.toHaveProperty("userGroupIds");
  });
});
