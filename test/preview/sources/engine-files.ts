/** Files as the engine writes them, of a small stack: a site with a bucket, a database, and a key that is looked up. */
export const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;

export const STACK = urn("pulumi:pulumi:Stack", "shop-dev");
export const SITE = urn("shop:web:Site", "site");
export const PAGES = urn("shop:web:Site$aws:s3/bucket:Bucket", "site-pages");
export const DATABASE = urn("aws:rds/instance:Instance", "main");
const PASSWORD = urn("random:index/randomPassword:RandomPassword", "main");
export const KEY = urn("aws:kms/key:Key", "shared");
const DEFAULT_PROVIDER = urn("pulumi:providers:aws", "default_7_48_0");
const REFERENCE = `${DEFAULT_PROVIDER}::1b3c5d7e`;
export const EAST = urn("pulumi:providers:aws", "east");

export type EngineState = Record<string, unknown>;

/** What `pulumi stack export` has for each resource. */
export const STATES: Readonly<Record<string, EngineState>> = {
  stack: { urn: STACK, custom: false, type: "pulumi:pulumi:Stack", outputs: { url: "https://shop" } },
  provider: {
    urn: DEFAULT_PROVIDER,
    custom: true,
    id: "1b3c5d7e",
    type: "pulumi:providers:aws",
    inputs: { region: "eu-west-1", skipMetadataApiCheck: "true", version: "7.48.0" },
  },
  east: {
    urn: EAST,
    custom: true,
    id: "aa11",
    type: "pulumi:providers:aws",
    parent: STACK,
    inputs: { region: "us-east-1", version: "7.48.0" },
  },
  site: { urn: SITE, custom: false, type: "shop:web:Site", parent: STACK },
  pages: {
    urn: PAGES,
    custom: true,
    id: "site-pages-0a1b2c3",
    type: "aws:s3/bucket:Bucket",
    inputs: {
      __defaults: ["bucket", "forceDestroy"],
      bucket: "site-pages-0a1b2c3",
      forceDestroy: false,
      tags: { __defaults: [], Name: "pages" },
      region: "eu-west-1",
    },
    outputs: { __meta: "{}", arn: "arn:aws:s3:::site-pages-0a1b2c3", bucket: "site-pages-0a1b2c3" },
    parent: SITE,
    provider: REFERENCE,
    protect: true,
    propertyDependencies: { tags: [] },
    customTimeouts: { create: 5400, update: 90 },
  },
  password: {
    urn: PASSWORD,
    custom: true,
    id: "none",
    type: "random:index/randomPassword:RandomPassword",
    inputs: { __defaults: [], length: 24 },
    outputs: { result: { ...SECRET, ciphertext: "AAABAP…" } },
    parent: STACK,
  },
  database: {
    urn: DATABASE,
    custom: true,
    id: "db-1",
    type: "aws:rds/instance:Instance",
    inputs: {
      engine: "postgres",
      password: { ...SECRET, ciphertext: "AAABAP…" },
      username: { ...SECRET, plaintext: '"app"' },
      userData: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "x", hash: "1f" },
    },
    outputs: { arn: "arn:aws:rds:eu-west-1:1:db:main" },
    parent: STACK,
    provider: `${EAST}::aa11`,
    dependencies: [PASSWORD],
    propertyDependencies: { password: [PASSWORD], engine: [] },
    aliases: [urn("aws:rds/instance:Instance", "old")],
    retainOnDelete: true,
    ignoreChanges: ["password"],
  },
  key: {
    urn: KEY,
    custom: true,
    id: "key-1",
    type: "aws:kms/key:Key",
    external: true,
    outputs: { keyId: "key-1" },
    parent: STACK,
    provider: REFERENCE,
  },
};

export const stackExport = (states: readonly (EngineState | undefined)[] = Object.values(STATES)): string =>
  JSON.stringify({ version: 3, deployment: { manifest: { time: "2026-01-01T00:00:00Z" }, resources: states } });

/** A step of `pulumi preview --json`. */
export const step = (op: string, before: EngineState | null, after: EngineState | null): EngineState => ({
  op,
  urn: (after ?? before)?.urn,
  ...(before === null ? {} : { oldState: before }),
  ...(after === null ? {} : { newState: after }),
  detailedDiff: null,
});

export const previewDigest = (steps: readonly EngineState[], more: EngineState = {}): string =>
  JSON.stringify({ config: { "aws:region": "eu-west-1", "shop:size": "small" }, steps, duration: 1, ...more });

/** An engine event, as `--event-log` and streamed previews have them: states without dependencies. */
export const event = (
  kind: "resourcePreEvent" | "resOutputsEvent",
  op: string,
  before: EngineState | null,
  after: EngineState | null,
): EngineState => {
  const shortened = (state: EngineState | null): EngineState | null => {
    if (state === null) return null;
    const { dependencies: _, propertyDependencies: __, aliases: ___, ...rest } = state;
    return { id: "", parent: "", inputs: {}, outputs: {}, provider: "", ...rest };
  };
  const state = after ?? before;
  const metadata = { op, urn: state?.urn, type: state?.type, old: shortened(before), new: shortened(after) };
  return { sequence: 1, timestamp: 1, [kind]: { metadata, planning: true } };
};

export const prelude: EngineState = {
  sequence: 0,
  timestamp: 1,
  preludeEvent: { config: { "aws:region": "us-west-2" } },
};

export const lines = (events: readonly EngineState[]): string =>
  events.map((each) => `${JSON.stringify(each)}\n`).join("");
