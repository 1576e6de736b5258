import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Access } from "../../components/access";
import type { AnyAlarm } from "../../components/alarm";
import { Network } from "../../components/network";
import { LocalDatabase, Server, type ServerArgs } from "../../components/server";
import { mistakesOf, record } from "./recorded-resources";
import { shellMistakes, writtenFile } from "./shell-script";
import { actionsOf, DATABASE, IMAGE, statementsOf, waysInto } from "./task-programs";

describe("Server", () => {
  const make = (args: Partial<ServerArgs> = {}) =>
    record(() => {
      const network = new Network("main", { zones: 1, nat: "none" });
      return new Server("web", { network, image: IMAGE, instanceType: "t4g.small", ...args });
    });
  const instance = async (args?: Partial<ServerArgs>) => (await make(args)).one("aws:ec2/instance:Instance");
  const VOLUME = "aws:ebs/volume:Volume";

  it("keeps its data on an encrypted volume of its own, which nothing may delete", async () => {
    const recorded = await make({ dataGiB: 50 });
    const volume = recorded.one(VOLUME);
    expect(volume.inputs).toMatchObject({ size: 50, encrypted: true, type: "gp3", availabilityZone: "eu-west-1a" });
    expect(volume.protect).toBe(true);
    expect(recorded.one("aws:ec2/volumeAttachment:VolumeAttachment").inputs).toMatchObject({
      instanceId: "web-id",
      volumeId: "web-data-id",
    });
  });

  it("leaves a last snapshot when the volume may be deleted", async () => {
    const volume = (await make({ deletionProtection: false })).one(VOLUME);
    expect(volume.protect).toBe(false);
    expect(volume.inputs.finalSnapshot).toBe(true);
  });

  it("keeps a week of daily snapshots of this volume, found by a tag that no other stack has", async () => {
    const recorded = await make();
    expect(recorded.one("aws:dlm/lifecyclePolicy:LifecyclePolicy").inputs.policyDetails).toMatchObject({
      targetTags: { Snapshots: "test-web-data" },
      schedules: [{ createRule: { interval: 24 }, retainRule: { count: 7 } }],
    });
    expect(recorded.one(VOLUME).inputs.tags).toMatchObject({ Snapshots: "test-web-data" });
  });

  it("lets go of the volume before a new server takes it", async () => {
    expect((await instance()).deleteBeforeReplace).toBe(true);
  });

  it("is not replaced because the system's image is newer", async () => {
    expect((await instance()).ignoreChanges).toEqual(["ami"]);
  });

  it("is replaced by a new release, and keeps its address", async () => {
    const recorded = await make();
    expect(recorded.one("aws:ec2/instance:Instance").inputs.userDataReplaceOnChange).toBe(true);
    expect(recorded.one("aws:ec2/eipAssociation:EipAssociation").inputs).toEqual({
      instanceId: "web-id",
      allocationId: "web-id",
    });
  });

  it("is open on port 80 only: no SSH", async () => {
    const recorded = await make();
    expect(waysInto(recorded, "web-id")).toEqual([[80, "0.0.0.0/0"]]);
    expect(recorded.one("aws:ec2/instance:Instance").inputs).not.toHaveProperty("keyName");
  });

  it("asks for a session token at the metadata service, and has an encrypted disk", async () => {
    expect((await instance()).inputs).toMatchObject({
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true },
    });
  });

  const script = async (args?: Partial<ServerArgs>) => String((await instance(args)).inputs.userData);

  it.each([
    ["as it is", {}],
    ["with dumps and the agent", { dumpDays: 30, agent: true, environment: { APP_ROLE: "all" } }],
    ["with its database elsewhere", { localDatabase: LocalDatabase.Moved, uses: [DATABASE] }],
    ["with nothing kept on it", { localDatabase: LocalDatabase.None, uses: [DATABASE], agent: true }],
  ])("boots %s by a script without mistakes", async (_, args) => {
    expect(shellMistakes(await script(args))).toEqual([]);
  });

  it("passes requests on to the app, WebSockets included", async () => {
    const site = writtenFile(await script({ appPort: 9000 }), "/etc/nginx/conf.d/app.conf");
    expect(site).toContain("proxy_pass http://127.0.0.1:9000;");
    expect(site).toContain("proxy_set_header Connection $connection_upgrade;");
  });

  it("has everything restarted for ever, after a crash and after a restart of the server", async () => {
    const text = await script();
    for (const unit of ["app.service", "database.service", "nginx.service.d/restart.conf"]) {
      const written = writtenFile(text, `/etc/systemd/system/${unit}`);
      expect([unit, written]).toEqual([unit, expect.stringContaining("Restart=always\nRestartSec=5")]);
      expect([unit, written]).toEqual([unit, expect.stringContaining("StartLimitIntervalSec=0")]);
    }
    expect(text).toContain("systemctl enable --now database app nginx");
    expect(text).toContain("systemctl enable --now docker");
  });

  it("starts its database on the data volume only, never on the server's own disk", async () => {
    const unit = writtenFile(await script(), "/etc/systemd/system/database.service");
    expect(unit).toContain("AssertPathIsMountPoint=/data");
    expect(unit).toContain("RequiresMountsFor=/data");
    expect(unit).toContain("--volume /data/postgres:/var/lib/postgresql/data");
    expect(unit).toContain("--publish 127.0.0.1:5432:5432");
  });

  it("makes its database's password on the volume, so that no plan or definition holds it", async () => {
    const text = String((await instance()).inputs.userData);
    expect(text).toContain("openssl rand -hex 24 > /data/postgres-password");
    expect(text).not.toMatch(/POSTGRES_PASSWORD=/);
  });

  it("sounds when it is down, also when it says nothing any more", async () => {
    const found: unknown[] = [];
    await record(() => {
      const network = new Network("main", { zones: 1, nat: "none" });
      found.push(...new Server("web", { network, image: IMAGE, instanceType: "t4g.small" }).alarms());
    });
    expect(found).toContainEqual(
      expect.objectContaining({ name: "down", metricName: "StatusCheckFailed", silence: "breaching" }),
    );
  });

  it("rejects a type, a size and a port that do not work, all at once", async () => {
    const args = { network: { zones: 1 } as Network, image: IMAGE };
    const mistakes = await mistakesOf(
      () => new Server("web", { ...args, instanceType: "m5.large", dataGiB: 1, appPort: 70_000 }),
    );
    expect(Object.keys(mistakes)).toEqual(["instanceType", "dataGiB", "appPort"]);
  });

  describe("a server's scripts, run", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "server-"));
      for (const each of ["bin", "dev", "data", "etc"]) {
        mkdirSync(join(folder, each));
      }
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const fake = (name: string, body: string) => {
      writeFileSync(join(folder, "bin", name), `#!/bin/bash\necho "${name} $*" >> ${folder}/log\n${body}\n`);
      chmodSync(join(folder, "bin", name), 0o755);
    };
    const run = (input: string) => {
      const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}` };
      execFileSync("bash", ["-s"], { input, env, stdio: "pipe" });
      return existsSync(join(folder, "log")) ? readFileSync(join(folder, "log"), "utf8").trim().split("\n") : [];
    };
    const here = (text: string) =>
      text
        .replaceAll("/dev/disk/by-id", `${folder}/dev`)
        .replaceAll("/data", `${folder}/data`)
        .replaceAll("/etc/fstab", `${folder}/etc/fstab`);

    describe("finding the data volume", () => {
      const DEVICE = "nvme-Amazon_Elastic_Block_Store_webdata-id";
      const mounting = async () => {
        const text = await script();
        const part = text.slice(text.indexOf("volume='"), text.indexOf("install -d -m 700 /data/postgres"));
        writeFileSync(join(folder, "dev", DEVICE), "");
        writeFileSync(join(folder, "etc", "fstab"), "");
        for (const each of ["mkfs.xfs", "mount", "systemctl"]) {
          fake(each, "");
        }
        fake("mountpoint", "exit 1");
        return `set -euo pipefail\n${here(part)}`;
      };

      it("makes a file system on an empty one and mounts it, also after a restart", async () => {
        const text = await mounting();
        fake("blkid", "exit 2");
        const device = join(folder, "dev", DEVICE);
        expect(run(text)).toEqual([
          `blkid ${device}`,
          `mkfs.xfs ${device}`,
          "systemctl daemon-reload",
          expect.stringContaining("mountpoint"),
          `mount ${folder}/data`,
        ]);
        expect(readFileSync(join(folder, "etc", "fstab"), "utf8")).toBe(
          `${device} ${folder}/data xfs defaults,nofail 0 2\n`,
        );
      });

      it("leaves one alone that another server has written to", async () => {
        const text = await mounting();
        fake("blkid", "exit 0");
        const ran = run(text);
        expect(ran.filter((line) => line.startsWith("mkfs"))).toEqual([]);
        expect(ran).toContain(`mount ${folder}/data`);
      });

      it("goes no further when it cannot be mounted", async () => {
        const text = await mounting();
        fake("blkid", "exit 0");
        fake("mount", "exit 32");
        expect(() => run(`${text}\ntouch ${folder}/went-on`)).toThrow();
        expect(existsSync(join(folder, "went-on"))).toBe(false);
      });
    });

    describe("dumping the database", () => {
      const dump = async () => here(writtenFile(await script({ dumpDays: 30 }), "/etc/app/dump"));

      it("sends a dump that can be read, under the day's name, and leaves none behind", async () => {
        fake("docker", "echo rows");
        fake("aws", `cp ${folder}/data/app.dump ${folder}/sent`);
        const ran = run(await dump());
        expect(ran.at(-1)).toMatch(
          /^aws s3 cp --only-show-errors \S+app\.dump s3:\/\/web-dumps\/\d{4}\/\d\d\/\d\d\/\d{6}\.dump$/,
        );
        expect(readFileSync(join(folder, "sent"), "utf8")).toBe("rows\n");
        expect(existsSync(join(folder, "data", "app.dump"))).toBe(false);
      });

      it.each(["pg_dump", "pg_restore"])("sends nothing when %s fails", async (failing) => {
        fake("docker", `case "$*" in *${failing}*) exit 1;; esac; echo rows`);
        fake("aws", "");
        const text = await dump();
        expect(() => run(text)).toThrow();
        expect(readFileSync(join(folder, "log"), "utf8")).not.toContain("aws");
        expect(existsSync(join(folder, "data", "app.dump"))).toBe(false);
      });
    });
  });

  describe("dumps", () => {
    it("are not made unless asked for", async () => {
      const recorded = await make();
      expect(recorded.names("aws:s3/bucket:Bucket")).toEqual([]);
      expect(await script()).not.toContain("dump");
    });

    it("go to a private bucket every night, where the server may add and not delete", async () => {
      const recorded = await make({ dumpDays: 30 });
      expect(recorded.one("aws:s3/bucket:Bucket", "web-dumps").protect).toBe(true);
      expect(statementsOf(recorded, "web").filter(({ Action }) => Action[0]?.startsWith("s3:"))).toEqual([
        { Effect: "Allow", Action: ["s3:PutObject"], Resource: ["arn:aws:web-dumps/*"] },
      ]);
      const [lifecycle] = recorded.ofType("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
      expect(JSON.stringify(lifecycle?.inputs.rules)).toContain('"expiration":{"days":30}');
      const text = String(recorded.one("aws:ec2/instance:Instance").inputs.userData);
      expect(writtenFile(text, "/etc/systemd/system/dump.timer")).toContain("OnCalendar=*-*-* 02:00:00 UTC");
      expect(text).toContain("systemctl enable --now dump.timer");
    });
  });

  describe("the agent", () => {
    const alarmsOf = async (args: Partial<ServerArgs>) => {
      const found: AnyAlarm[] = [];
      await record(() => {
        const network = new Network("main", { zones: 1, nat: "none" });
        found.push(...new Server("web", { network, image: IMAGE, instanceType: "t4g.small", ...args }).alarms());
      });
      return found;
    };

    it("is not there unless asked for, and so are no alarms that would hear nothing", async () => {
      expect(await script()).not.toContain("amazon-cloudwatch-agent");
      expect((await alarmsOf({})).map(({ name }) => name)).toEqual(["down", "cpu", "cpu-credits"]);
    });

    it("reports memory and disks by the names that the alarms listen to", async () => {
      const text = await script({ agent: true });
      const path = "/opt/aws/amazon-cloudwatch-agent/etc/app.json";
      const { agent, metrics } = JSON.parse(writtenFile(text, path));
      expect(agent.omit_hostname).toBe(true);
      expect(metrics).toMatchObject({
        namespace: "CWAgent",
        append_dimensions: { InstanceId: "$" + "{aws:InstanceId}" },
        aggregation_dimensions: [["InstanceId", "path"]],
        metrics_collected: { disk: { resources: ["/", "/data"], drop_device: true } },
      });
      expect(text).toContain(`amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${path}`);
      expect(actionsOf(await make({ agent: true }), "web")).toContain("cloudwatch:PutMetricData");
      const alarms = await alarmsOf({ agent: true });
      expect(alarms.map((alarm) => [alarm.name, "metricName" in alarm ? alarm.metricName : ""]).slice(3)).toEqual([
        ["memory", "mem_used_percent"],
        ["disk", "disk_used_percent"],
        ["data-disk", "disk_used_percent"],
      ]);
    });

    it("watches no data volume where there is none", async () => {
      const alarms = await alarmsOf({ agent: true, localDatabase: LocalDatabase.None });
      expect(alarms.map(({ name }) => name)).not.toContain("data-disk");
      const { metrics } = JSON.parse(
        writtenFile(
          await script({ agent: true, localDatabase: LocalDatabase.None }),
          "/opt/aws/amazon-cloudwatch-agent/etc/app.json",
        ),
      );
      expect(metrics.metrics_collected.disk.resources).toEqual(["/"]);
    });
  });

  describe("moving its database elsewhere", () => {
    it("first gets a way to the other database and stays the server that it is", async () => {
      const recorded = await make({ uses: [DATABASE] });
      expect(String(recorded.one("aws:ec2/instance:Instance").inputs.userData)).toBe(await script());
      const way = recorded.one("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "web-to-main-database-out");
      expect(way.inputs).toMatchObject({ fromPort: 5432, referencedSecurityGroupId: "database-group" });
      expect(actionsOf(recorded, "web")).toContain("secretsmanager:GetSecretValue");
    });

    it("then uses the other one, and keeps the volume as it was", async () => {
      const recorded = await make({ uses: [DATABASE], localDatabase: LocalDatabase.Moved });
      const text = String(recorded.one("aws:ec2/instance:Instance").inputs.userData);
      expect(text).not.toContain("database.service");
      expect(text).not.toContain("127.0.0.1:5432");
      expect(writtenFile(text, "/etc/app/prepare")).toContain("value=$(secret 'arn:secret' url)");
      expect(recorded.one(VOLUME)).toMatchObject({ name: "web-data", protect: true });
      expect(recorded.names("aws:ec2/volumeAttachment:VolumeAttachment")).toEqual(["web-data"]);
      expect(text).toContain("mount /data");
    });

    it("has its keys from Secrets Manager before, meanwhile and after, so that what they encrypted can be read", async () => {
      const keys: readonly Access[] = [
        { name: "keys", secrets: { ROW_KEYS: { secretArn: "arn:keys", key: "key", versionId: "v1" } } },
      ];
      const before = await make({ keys });
      const text = await script({ keys });
      expect(writtenFile(text, "/etc/app/prepare")).toContain(
        "value=$(secret 'arn:keys' key 'v1')\necho \"ROW_KEYS=$value\"",
      );
      expect(statementsOf(before, "web")).toContainEqual({
        ...{ Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: ["arn:keys"] },
      });
      expect(await script({ keys, uses: [DATABASE] })).toBe(text);
      const moved = await script({ keys, uses: [DATABASE], localDatabase: LocalDatabase.Moved });
      expect(writtenFile(moved, "/etc/app/prepare")).toContain("secret 'arn:keys' key 'v1'");
    });

    it("keeps nothing when told so: no volume, no snapshots", async () => {
      const recorded = await make({ uses: [DATABASE], localDatabase: LocalDatabase.None });
      expect(recorded.names(VOLUME)).toEqual([]);
      expect(recorded.names("aws:dlm/lifecyclePolicy:LifecyclePolicy")).toEqual([]);
      expect(recorded.names("aws:ec2/volumeAttachment:VolumeAttachment")).toEqual([]);
      expect(String(recorded.one("aws:ec2/instance:Instance").inputs.userData)).not.toContain("/data");
    });

    it("cannot be dumped where it is not", async () => {
      const args = { network: { zones: 1 } as Network, image: IMAGE, instanceType: "t4g.small", dumpDays: 7 };
      const mistakes = await mistakesOf(() => new Server("web", { ...args, localDatabase: LocalDatabase.Moved }));
      expect(mistakes).toEqual({ dumpDays: "must be 0 unless the database runs on this server" });
    });
  });
});
