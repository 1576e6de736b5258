import { execFileSync } from "node:child_process";
import { Network } from "../../components/network";
import { Server, type ServerArgs } from "../../components/server";
import { mistakesOf, record } from "./recorded-resources";
import { IMAGE, waysInto } from "./task-programs";

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

  it("boots by a script that bash can read, and formats the volume only when it is empty", async () => {
    const text = String((await instance({ environment: { APP_ROLE: "all" } })).inputs.userData);
    expect(() => execFileSync("bash", ["-n"], { input: text, stdio: "pipe" })).not.toThrow();
    expect(text).toContain('blkid "$device" || mkfs.xfs "$device"');
    expect(text).toContain("volume='web-data-id'");
    expect(text).toContain("proxy_pass http://127.0.0.1:8080;");
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
});
