import { Cluster } from "../../components/cluster";
import { Network } from "../../components/network";
import { Service } from "../../components/service";
import { SharedFiles, type SharedFilesArgs } from "../../components/shared-files";
import { mistakesOf, record } from "./recorded-resources";

const FILES = "aws:efs/fileSystem:FileSystem";
const MOUNT_TARGET = "aws:efs/mountTarget:MountTarget";

const files = (args: Partial<SharedFilesArgs> = {}, zones = 3) =>
  record(() => new SharedFiles("media", { network: new Network("main", { zones }), ...args }));

function json(text: unknown) {
  return JSON.parse(String(text));
}

describe("SharedFiles", () => {
  it("has a way to the files in every zone, and lets nobody in by itself", async () => {
    const recorded = await files();
    expect(recorded.ofType(MOUNT_TARGET).map(({ inputs }) => inputs)).toEqual(
      ["data-1", "data-2", "data-3"].map((subnetId) => ({
        fileSystemId: "media-id",
        subnetId,
        securityGroups: ["media-id"],
      })),
    );
    expect((await files({}, 2)).ofType(MOUNT_TARGET)).toHaveLength(2);
    expect(recorded.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toEqual([]);
  });

  it("is encrypted with a key of its own, which no later change of mind replaces", async () => {
    const recorded = await files();
    expect(recorded.one(FILES)).toMatchObject({
      protect: true,
      ignoreChanges: ["kmsKeyId"],
      inputs: { encrypted: true, kmsKeyId: "arn:aws:media" },
    });
    expect(recorded.one("aws:kms/key:Key")).toMatchObject({ protect: true, inputs: { enableKeyRotation: true } });
    expect((await files({ deletionProtection: false })).one(FILES).protect).toBe(false);
  });

  it("keeps files in more than one zone", async () => {
    expect((await files()).one(FILES).inputs).not.toHaveProperty("availabilityZoneName");
  });

  it("moves what nobody reads to cheaper storage, and back with the next read", async () => {
    const policies = async (coldAfterDays?: number) =>
      (await files(coldAfterDays === undefined ? {} : { coldAfterDays })).one(FILES).inputs.lifecyclePolicies;
    const back = { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" };
    expect(await policies()).toEqual([{ transitionToIa: "AFTER_30_DAYS" }, back]);
    expect(await policies(1)).toEqual([{ transitionToIa: "AFTER_1_DAY" }, back]);
  });

  it("is backed up unless told otherwise", async () => {
    const status = async (args?: Partial<SharedFilesArgs>) =>
      (await files(args)).one("aws:efs/backupPolicy:BackupPolicy").inputs.backupPolicy;
    expect(await status()).toEqual({ status: "ENABLED" });
    expect(await status({ backup: false })).toEqual({ status: "DISABLED" });
  });

  it("turns away whoever comes without TLS or past the access point", async () => {
    const { policy } = (await files()).one("aws:efs/fileSystemPolicy:FileSystemPolicy").inputs;
    const { Statement: statements } = json(policy);
    expect(statements.map(({ Sid, Effect, Condition }: Record<string, unknown>) => [Sid, Effect, Condition])).toEqual([
      ["TlsOnly", "Deny", { Bool: { "aws:SecureTransport": "false" } }],
      ["ByAccessPoint", "Deny", { Null: { "elasticfilesystem:AccessPointArn": "true" } }],
    ]);
  });

  it("allows nobody by that: it only turns away, whoever it is", async () => {
    const { policy } = (await files()).one("aws:efs/fileSystemPolicy:FileSystemPolicy").inputs;
    const everybody = { Effect: "Deny", Principal: { AWS: "*" }, Resource: "arn:aws:media" };
    expect(json(policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "TlsOnly", ...everybody, Action: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
        {
          Sid: "ByAccessPoint",
          ...everybody,
          Action: [
            "elasticfilesystem:ClientMount",
            "elasticfilesystem:ClientWrite",
            "elasticfilesystem:ClientRootAccess",
          ],
          Condition: { Null: { "elasticfilesystem:AccessPointArn": "true" } },
        },
      ],
    });
  });

  it("shows one folder, all of whose files belong to the user that containers run as", async () => {
    expect((await files()).one("aws:efs/accessPoint:AccessPoint").inputs).toMatchObject({
      posixUser: { uid: 1000, gid: 1000 },
      rootDirectory: { path: "/shared", creationInfo: { ownerUid: 1000, ownerGid: 1000, permissions: "0750" } },
    });
  });

  it("watches how many operations and clients it serves", async () => {
    let names: string[] = [];
    await record(() => {
      names = new SharedFiles("media", { network: new Network("main") }).alarms().map(({ name }) => name);
    });
    expect(names).toEqual(["io-limit", "connections"]);
  });

  it("rejects root as the owner, a path that is none, and days that EFS does not know, all at once", async () => {
    const network = { zones: 3 } as Network;
    const args = { network, ownerId: 0, path: "files", coldAfterDays: 31 };
    expect(Object.keys(await mistakesOf(() => new SharedFiles("media", args)))).toEqual([
      "coldAfterDays",
      "ownerId",
      "path",
    ]);
  });
});

describe("a service that uses shared files", () => {
  const service = () =>
    record(() => {
      const network = new Network("main");
      const media = new SharedFiles("media", { network, path: "/srv/media" });
      new Service("web", {
        cluster: new Cluster("main"),
        network,
        image: "registry/app@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        minimum: 3,
        maximum: 6,
        uses: [media.access()],
      });
    });

  it("mounts them over TLS, with the rights of its role, where it is told that they are", async () => {
    const { volumes, containerDefinitions } = (await service()).one("aws:ecs/taskDefinition:TaskDefinition").inputs;
    expect(volumes).toEqual([
      {
        name: "media",
        efsVolumeConfiguration: {
          fileSystemId: "media-id",
          transitEncryption: "ENABLED",
          authorizationConfig: { accessPointId: "media-id", iam: "ENABLED" },
        },
      },
    ]);
    const [container] = json(containerDefinitions);
    expect(container.mountPoints).toEqual([{ sourceVolume: "media", containerPath: "/srv/media", readOnly: false }]);
    expect(container.environment).toContainEqual({ name: "SHARED_FILES_DIR", value: "/srv/media" });
    expect(container.readonlyRootFilesystem).toBe(true);
  });

  it("may read and write them, and not as root", async () => {
    const { policy } = (await service()).one("aws:iam/rolePolicy:RolePolicy", "web").inputs;
    expect(json(policy).Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        Resource: ["arn:aws:media"],
      },
    ]);
  });

  it("starts when there is a way to them in every zone, over a port that only it may use", async () => {
    const recorded = await service();
    const { dependsOn } = recorded.one("aws:ecs/service:Service");
    expect(dependsOn).toEqual(expect.arrayContaining(["media-1", "media-2", "media-3"]));
    expect(
      recorded.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").map(({ inputs }) => inputs),
    ).toMatchObject([
      { securityGroupId: "media-id", referencedSecurityGroupId: "web-id", fromPort: 2049, toPort: 2049 },
    ]);
  });

  it("has no volume where it uses none", async () => {
    const recorded = await record(() => {
      const network = new Network("main");
      const image = "registry/app@sha256:0000000000000000000000000000000000000000000000000000000000000000";
      new Service("web", { cluster: new Cluster("main"), network, image, minimum: 3, maximum: 6 });
    });
    const { inputs } = recorded.one("aws:ecs/taskDefinition:TaskDefinition");
    expect(inputs).not.toHaveProperty("volumes");
    expect(json(inputs.containerDefinitions)[0]).not.toHaveProperty("mountPoints");
  });
});
