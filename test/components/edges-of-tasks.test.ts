import { Cache } from "../../components/cache";
import { Cluster } from "../../components/cluster";
import { fetchStatements, isImageReference, privateRepository } from "../../components/container-image";
import { Nat, Network } from "../../components/network";
import { Queue } from "../../components/queue";
import { Service, type ServiceArgs } from "../../components/service";
import { Worker } from "../../components/worker";
import { mistakesOf } from "./recorded-resources";
import { IMAGE } from "./task-programs";

const service = (args: Partial<ServiceArgs>) =>
  new Service("web", { cluster: new Cluster("main"), network: new Network("main"), image: IMAGE, maximum: 9, ...args });
const cache = (args: { snapshotWindow?: string; maintenanceWindow?: string }) =>
  new Cache("main", { network: new Network("main"), nodeType: "cache.t4g.small", ...args });

describe("the size of a task", () => {
  it.each([
    [256, 512],
    [256, 2_048],
    [512, 1_024],
    [512, 4_096],
    [1_024, 2_048],
    [1_024, 8_192],
    [2_048, 4_096],
    [2_048, 16_384],
    [4_096, 8_192],
    [4_096, 30_720],
  ])("may be %s of CPU with %s MiB", async (cpu, memoryMiB) => {
    expect(await mistakesOf(() => service({ cpu, memoryMiB, scratchMiB: { "/tmp": 64 } }))).toEqual({});
  });

  it.each([
    [256, 2_560],
    [512, 512],
    [512, 5_120],
    [1_024, 1_024],
    [1_024, 2_560],
    [1_024, 9_216],
    [2_048, 3_072],
    [2_048, 17_408],
    [4_096, 7_168],
    [4_096, 31_744],
  ])("is not %s of CPU with %s MiB", async (cpu, memoryMiB) => {
    const mistakes = await mistakesOf(() => service({ cpu, memoryMiB, scratchMiB: { "/tmp": 64 } }));
    expect(Object.keys(mistakes)).toEqual(["memoryMiB"]);
  });

  it.each<[string, Record<string, number>, boolean]>([
    ["half of the memory", { "/tmp": 512 }, true],
    ["more than half of the memory", { "/tmp": 512, "/var/run": 1 }, false],
    ["one folder of two that starts nowhere", { "/tmp": 64, run: 64 }, false],
    ["a folder in a text", { "x/tmp": 64 }, false],
    ["a folder with a space", { "/tmp x": 64 }, false],
  ])("leaves for scratch files %s: %s", async (_, scratchMiB, isRight) => {
    const mistakes = await mistakesOf(() => service({ memoryMiB: 1_024, scratchMiB }));
    expect(Object.keys(mistakes)).toEqual(isRight ? [] : ["scratchMiB"]);
  });

  it("is refused for a worker without a way out, which could not fetch its image", async () => {
    const network = () => new Network("main", { nat: Nat.None });
    const worker = () =>
      new Worker("worker", {
        cluster: new Cluster("main"),
        network: network(),
        image: IMAGE,
        maximum: 4,
        queue: new Queue("tasks"),
      });
    expect(await mistakesOf(worker)).toHaveProperty("network");
  });
});

describe("the reference of an image", () => {
  it.each(["nginx", "nginx:1.27", "registry.example.com:5000/team/shop:1.0.0", "localhost:80/shop", IMAGE])(
    "is %s",
    (image) => {
      expect(isImageReference(image)).toBe(true);
    },
  );

  it.each(["", " nginx", "nginx ", "nginx:", "registry:port/shop", "nginx@sha256:abc", "https://nginx"])(
    "is not %j",
    (image) => {
      expect(isImageReference(image)).toBe(false);
    },
  );

  it("leads to a repository of ECR where it names one, and only there", () => {
    const host = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
    const found = { account: "111122223333", region: "eu-west-1", name: "team/shop" };
    expect(privateRepository(`${host}/team/shop:1.0.0`)).toEqual(found);
    expect(privateRepository(`${host}/team/shop@sha256:ab`)).toEqual(found);
    for (const other of [
      `mirror.example.com/${host}/shop`,
      `${host}/`,
      "nginx",
      "1.dkr.ecr.eu-west-1.amazonaws.com/x",
    ]) {
      expect(privateRepository(other)).toBeUndefined();
    }
  });

  it("needs a token, which has no resource, and layers of its repository alone", () => {
    expect(fetchStatements("arn:repository")).toEqual([
      { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        actions: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
        resources: ["arn:repository"],
      },
    ]);
  });
});

describe("the windows of a cache", () => {
  it.each(["03:00-04:00", "23:30-00:30", "00:00-23:59"])("may be %s each day", async (snapshotWindow) => {
    expect(await mistakesOf(() => cache({ snapshotWindow }))).toEqual({});
  });

  it.each([
    "03:00-03:59",
    "03:00-03:00",
    "24:00-02:00",
    "22:00-24:00",
    "03:60-05:00",
    "03:00-05:60",
    "x03:00-04:00",
    "03:00-04:00x",
    "3-4",
  ])("are not %s each day", async (snapshotWindow) => {
    expect(Object.keys(await mistakesOf(() => cache({ snapshotWindow })))).toEqual(["snapshotWindow"]);
  });

  it.each(["sun:05:00-sun:06:00", "sat:23:30-sun:00:30", "sun:23:00-mon:01:00"])(
    "may be %s each week",
    async (maintenanceWindow) => {
      expect(await mistakesOf(() => cache({ maintenanceWindow }))).toEqual({});
    },
  );

  it.each([
    "sun:05:00-sun:05:30",
    "sun:06:00-sun:05:00",
    "sun:05:00-mon:06:00",
    "sun:23:00-tue:01:00",
    "xxx:05:00-sun:06:00",
    "sun:05:00-xxx:06:00",
    "xxx:05:00-xxx:06:00",
    "xsun:05:00-sun:06:00",
    "sun:05:00-sun:06:00x",
    "sun:25:00-sun:26:00",
  ])("are not %s each week", async (maintenanceWindow) => {
    expect(Object.keys(await mistakesOf(() => cache({ maintenanceWindow })))).toEqual(["maintenanceWindow"]);
  });
});
