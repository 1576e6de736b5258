import { Cluster } from "../../components/cluster";
import { Network } from "../../components/network";
import { Service, type ServiceArgs } from "../../components/service";
import { mistakesOf, record } from "./recorded-resources";
import { containerOf, environmentOf, IMAGE } from "./task-programs";

const TASK = "aws:ecs/taskDefinition:TaskDefinition";

function program(args: Partial<ServiceArgs> = {}): Service {
  const shared = { cluster: new Cluster("main"), network: new Network("main"), image: IMAGE, maximum: 12 };
  return new Service("users", { ...shared, ...args });
}
const make = (args?: Partial<ServiceArgs>) => record(() => program(args));

describe("a task", () => {
  it("is told to end before it is killed: drain, then grace, then the end by force", async () => {
    const recorded = await make({ stopSeconds: 90, drainSeconds: 20 });
    expect(environmentOf(recorded)).toMatchObject({ SHUTDOWN_DRAIN_SECONDS: "20", SHUTDOWN_GRACE_SECONDS: "85" });
    expect(containerOf(recorded).stopTimeout).toBe(90);
  });

  it("rejects a drain that leaves no time to end", async () => {
    expect(await mistakesOf(() => program({ stopSeconds: 20, drainSeconds: 15 }))).toEqual({
      drainSeconds: "must be a whole number between 0 and 14, got 15",
    });
  });

  it("reads the pinned version of a secret, so that a new version is a new definition", async () => {
    const secret = (versionId?: string) => ({
      secretArn: "arn:secret",
      key: "url",
      ...(versionId === undefined ? {} : { versionId }),
    });
    const uses = [{ name: "data", secrets: { PINNED: secret("v2"), NEWEST: secret() } }];
    expect(containerOf(await make({ uses })).secrets).toEqual([
      { name: "PINNED", valueFrom: "arn:secret:url::v2" },
      { name: "NEWEST", valueFrom: "arn:secret:url::" },
    ]);
  });

  it("writes to the folders that it is given, and to /tmp where it is given none", async () => {
    expect(containerOf(await make()).linuxParameters.tmpfs).toEqual([{ containerPath: "/tmp", size: 64 }]);
    const { linuxParameters, readonlyRootFilesystem } = containerOf(
      await make({ scratchMiB: { "/tmp": 32, "/var/cache/shop": 128 } }),
    );
    expect(readonlyRootFilesystem).toBe(true);
    expect(linuxParameters.tmpfs).toEqual([
      { containerPath: "/tmp", size: 32 },
      { containerPath: "/var/cache/shop", size: 128 },
    ]);
  });

  it.each([{ tmp: 64 }, { "/tmp": 0 }, { "/tmp": 600 }])(
    "rejects scratch folders that cannot be: %j",
    async (scratch) => {
      const { scratchMiB } = await mistakesOf(() => program({ scratchMiB: scratch }));
      expect(scratchMiB).toContain("must be absolute paths with whole MiB, together at most half of memoryMiB 1024");
    },
  );

  it("may keep 65536 files and connections open", async () => {
    expect(containerOf(await make()).ulimits).toEqual([{ name: "nofile", softLimit: 65_536, hardLimit: 65_536 }]);
  });

  it("has the disk that every task has, or more when told so", async () => {
    expect((await make()).one(TASK).inputs).not.toHaveProperty("ephemeralStorage");
    expect((await make({ diskGiB: 50 })).one(TASK).inputs.ephemeralStorage).toEqual({ sizeInGib: 50 });
    expect(await mistakesOf(() => program({ diskGiB: 10 }))).toEqual({
      diskGiB: "must be a whole number between 20 and 200, got 10",
    });
  });
});
