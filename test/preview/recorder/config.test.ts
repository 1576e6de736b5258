import { createCipheriv, pbkdf2Sync } from "node:crypto";
import { Secret, UNKNOWN } from "../../../model/value";
import { failureOf, record, resourceOf } from "./program";

const SEALED = "secure: v1:AAAAAAAAAAAAAAAA:c2VjcmV0c2VjcmV0c2VjcmV0";

describe("configuration", () => {
  it("gives the program every kind of value, of its own and of other namespaces", async () => {
    const { plan } = await record({
      "Pulumi.dev.yaml": [
        "config:",
        "  aws:region: eu-west-1",
        "  sample:text: plain",
        "  sample:count: 3",
        "  sample:ratio: 0.25",
        "  sample:on: true",
        "  sample:list: [a, 1, true]",
        "  sample:tree: { b: { c: [1] }, a: x }",
        "  other:config:key: value",
      ].join("\n"),
      "index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        const config = new pulumi.Config();
        export const text = config.require("text");
        export const count = config.requireNumber("count");
        export const ratio = config.getNumber("ratio");
        export const on = config.requireBoolean("on");
        export const list = config.requireObject("list");
        export const tree = config.requireObject("tree");
        export const missing = config.get("missing") ?? "default";
        export const other = new pulumi.Config("other").require("key");
        export const place = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()];
      `,
    });
    expect(plan.outputs).toEqual({
      text: "plain",
      count: 3,
      ratio: 0.25,
      on: true,
      list: ["a", 1, true],
      tree: { a: "x", b: { c: [1] } },
      missing: "default",
      other: "value",
      place: ["organization", "sample", "dev"],
    });
  });

  it("takes what only an environment of Pulumi's service may have for unknown, not for missing", async () => {
    const recording = await record({
      "Pulumi.yaml": "name: sample\nruntime: nodejs\nconfig:\n  declared: { type: string }\n",
      "Pulumi.dev.yaml": "environment: [shared/base, team/dev]\nconfig:\n  sample:here: plain\n",
      "index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        import * as aws from "@pulumi/aws";
        const config = new pulumi.Config();
        new aws.sns.Topic("topic", {
          displayName: \`x-\${config.require("label")}\`, name: config.require("here"),
          signatureVersion: config.requireNumber("count"), fifoTopic: config.getBoolean("fifo"),
          tags: { key: config.requireSecret("key"), declared: config.require("declared"), maybe: config.get("maybe") ?? "no" },
        });
        new aws.sqs.Queue("queue", { tags: config.requireSecretObject<any>("tags"), delaySeconds: config.requireObject<any>("all") });
      `,
    });
    expect(resourceOf(recording, "topic").inputs).toEqual({
      displayName: UNKNOWN,
      name: "plain",
      signatureVersion: UNKNOWN,
      tags: { key: new Secret(UNKNOWN), declared: UNKNOWN, maybe: "no" },
    });
    expect(resourceOf(recording, "queue").inputs).toMatchObject({ tags: new Secret(UNKNOWN), delaySeconds: UNKNOWN });
    expect(recording.assumed).toContainEqual({
      subject: "pulumi:esc:environment",
      urn: null,
      note: expect.stringContaining("shared/base, team/dev"),
    });
  });

  it("goes on with a secret that nobody can decrypt: secret and unknown", async () => {
    const recording = await record({
      "Pulumi.dev.yaml": `config:\n  sample:key:\n    ${SEALED}\n  sample:db:\n    host: h\n    password:\n      ${SEALED}\n`,
      "index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        import * as aws from "@pulumi/aws";
        const config = new pulumi.Config();
        const key = config.requireSecret("key");
        const db = config.requireSecretObject<{ host: string; password: string }>("db");
        new aws.sns.Topic("topic", { displayName: pulumi.interpolate\`k-\${key}\`, tags: { host: db.host, password: db.password } });
        export const object = config.requireSecretObject("key");
        export const count = config.requireSecretNumber("key");
        new aws.sqs.Queue("queue", {
          delaySeconds: config.requireSecretNumber("key"),
          tags: { host: config.requireSecretObject<{ host: string }>("key").host },
        });
        export const on = config.getSecretBoolean("key");
      `,
    });
    const { displayName, tags } = resourceOf(recording, "topic").inputs;
    expect((displayName as Secret).reveal()).toBe(UNKNOWN);
    expect(JSON.stringify(tags)).toBe('{"host":"[secret]","password":"[secret]"}');
    expect(recording.plan.outputs).toEqual({ object: UNKNOWN, count: UNKNOWN, on: UNKNOWN });
    const { inputs, dependencies, propertyDependencies } = resourceOf(recording, "queue");
    expect([(inputs.delaySeconds as Secret).reveal(), JSON.stringify(inputs.tags)]).toEqual([
      UNKNOWN,
      '{"host":"[secret]"}',
    ]);
    expect([dependencies, propertyDependencies]).toEqual([[], {}]);
    expect(JSON.stringify(recording)).not.toContain("sealed-");
  });

  it("decrypts with the passphrase that the environment has", async () => {
    process.env.PULUMI_CONFIG_PASSPHRASE = "open sesame";
    try {
      const { salt, encrypt } = passphraseOf("open sesame");
      const { plan, configuredSecrets } = await record({
        "Pulumi.dev.yaml": `encryptionsalt: ${salt}\nconfig:\n  sample:key:\n    secure: ${encrypt("abcdef")}\n`,
        "index.ts": `
          import * as pulumi from "@pulumi/pulumi";
          export const key = new pulumi.Config().requireSecret("key").apply((value) => value.toUpperCase());
        `,
      });
      expect((plan.outputs.key as Secret).reveal()).toBe("ABCDEF");
      expect(configuredSecrets?.()).toEqual(["abcdef"]);
    } finally {
      delete process.env.PULUMI_CONFIG_PASSPHRASE;
    }
  });

  it("says in Pulumi's own words which value is missing, and how to set it", async () => {
    const { message, frames } = await failureOf('\nnew pulumi.Config().require("size");\n');
    expect(message).toContain("Missing required configuration variable 'sample:size'");
    expect(message).toContain("`pulumi config set sample:size <value>`");
    expect(frames.length).toBeLessThanOrEqual(1);
  });

  it("takes organization and stack from a full stack name", async () => {
    const { plan } = await record("export const o = pulumi.getOrganization();", { stack: "acme/sample/dev" });
    expect([plan.stack, plan.outputs.o]).toEqual(["dev", "acme"]);
    const short = await record("export const o = pulumi.getOrganization();", { stack: "acme/dev" });
    expect([short.plan.stack, short.plan.outputs.o]).toEqual(["dev", "acme"]);
  });
});

function passphraseOf(passphrase: string) {
  const salt = Buffer.alloc(8, 7);
  const key = pbkdf2Sync(passphrase, salt, 1_000_000, 32, "sha256");
  const encrypt = (text: string): string => {
    const nonce = Buffer.alloc(12, 3);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    const sealed = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
  };
  return { encrypt, salt: `v1:${salt.toString("base64")}:${encrypt("pulumi")}` };
}
