import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Price } from "../../../model/cost/prices/table";
import { ExitCode } from "../../../preview/failure";
import { runPrices } from "../../../preview/prices/run";
import { offerFile, PriceListServer, type Row } from "./price-list-server";

const REGION = "us-east-1";
const OLD = (key: string, usd: string): Price => ({
  key,
  unit: "hour",
  usd,
  source: "karpenter",
  asOf: "2026-07-20",
  confidence: "A",
});
const TABLE: readonly Price[] = [
  OLD("ec2.ondemand.linux.t3.micro", "0.0104"),
  OLD("nat_gateway.hour", "0.045"),
  { ...OLD("kms.key", "1"), unit: "month" },
];
const machine = (type: string, usd: string, more: Row = {}): Row => ({
  Unit: "Hrs",
  PricePerUnit: usd,
  "Product Family": "Compute Instance",
  "Instance Type": type,
  Tenancy: "Shared",
  "Operating System": "Linux",
  "Pre Installed S/W": "NA",
  CapacityStatus: "Used",
  usageType: `BoxUsage:${type}`,
  ...more,
});
const GATEWAY: Row = {
  Unit: "Hrs",
  PricePerUnit: "0.0450000000",
  "Product Family": "NAT Gateway",
  usageType: "NatGateway-Hours",
};
/** Rows that look alike and must not be taken. */
const OTHERS: readonly Row[] = [
  machine("t3.micro", "0.0196", { "Operating System": "Windows" }),
  machine("t3.micro", "0.0111", { Tenancy: "Dedicated" }),
  machine("t3.micro", "0.0052", { TermType: "Reserved" }),
  machine("t3.micro", "0.0000000000"),
];

const server = new PriceListServer();
let from: string;
let folder: string;
let shown: string;

beforeAll(async () => {
  from = await server.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "prices-"));
  writeFileSync(path.join(folder, `${REGION}.json`), JSON.stringify(TABLE));
  writeFileSync(path.join(folder, "snapshot.json"), JSON.stringify({ snapshotDate: "2026-01-01", sources: {} }));
  serve("AmazonEC2", [...OTHERS, machine("t3.micro", "0.0110000000"), machine("m7g.large", "0.0816"), GATEWAY]);
  serve("AmazonRDS", [{ Unit: "Hrs", PricePerUnit: "1", "Product Family": "None" }]);
  serve("AmazonElastiCache", [{ Unit: "Hrs", PricePerUnit: "1", "Product Family": "None" }]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function serve(service: string, rows: readonly Row[]): void {
  server.files.set(`/offers/v1.0/aws/${service}/current/${REGION}/index.csv`, offerFile(service, rows));
}

async function refresh(...more: string[]): Promise<ExitCode> {
  shown = "";
  const take = (chunk: unknown): boolean => {
    shown += String(chunk);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, "write").mockImplementation(take));
  try {
    const places = { table: folder, cache: path.join(folder, "cache") };
    const argv = ["refresh", "--region", REGION, "--from", from, ...more];
    return await runPrices(argv, places, new Date("2026-12-24T12:00:00Z"));
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
const table = (): readonly Price[] => JSON.parse(readFileSync(path.join(folder, `${REGION}.json`), "utf8")) as Price[];

test("takes the prices of the list, adds new ones, and keeps what it has no rule for, with its source", async () => {
  expect(await refresh()).toBe(ExitCode.Fine);
  expect(table().map(({ key, usd, source, asOf }) => [key, usd, source, asOf])).toEqual([
    ["ec2.ondemand.linux.t3.micro", "0.011", "aws-price-list", "2026-11-01"],
    ["nat_gateway.hour", "0.045", "aws-price-list", "2026-11-01"],
    ["kms.key", "1", "karpenter", "2026-07-20"],
    ["ec2.ondemand.linux.m7g.large", "0.0816", "aws-price-list", "2026-11-01"],
  ]);
  expect(JSON.parse(readFileSync(path.join(folder, "snapshot.json"), "utf8"))).toMatchObject({
    snapshotDate: "2026-12-24",
    sources: { "aws-price-list": { asOf: "2026-12-24" } },
  });
  expect(shown).toContain("2 prices read anew, 1 added, 1 kept as they were");
});

test.each([
  ["vanished", [machine("t3.micro", "0.0104")], "nat_gateway.hour is in the table and not in the price list"],
  ["moved by more than 30 %", [machine("t3.micro", "0.0140"), GATEWAY], "moved by 35 %: 0.0104 → 0.014"],
  [
    "changed its unit",
    [machine("t3.micro", "0.0104", { Unit: "GB-Mo" }), GATEWAY],
    "is by the GB-month, and was by the hour",
  ],
])("a price that %s is shown, and nothing is written until it is accepted", async (_what, rows, sentence) => {
  serve("AmazonEC2", rows);
  expect(await refresh()).toBe(ExitCode.MandatoryFindings);
  expect(shown).toContain(sentence);
  expect(table()).toEqual(TABLE);
  expect(await refresh("--accept")).toBe(ExitCode.Fine);
  expect(table()).not.toEqual(TABLE);
});

test("a download that breaks off leaves the table alone, and the next run goes on from there", async () => {
  server.breakAfter = 400;
  expect(await refresh()).toBe(ExitCode.Usage);
  expect(shown).toMatch(/AmazonEC2.* broke off after 400/);
  expect(table()).toEqual(TABLE);
  expect(await refresh()).toBe(ExitCode.Fine);
  expect(server.ranges).toEqual(["400"]);
  expect(table()).toHaveLength(4);
  expect(readdirSync(path.join(folder, "cache")).filter((file) => /part|etag/.test(file))).toEqual([]);
});

test.each([
  [
    "a file in another format",
    () => server.files.set(`/offers/v1.0/aws/AmazonRDS/current/${REGION}/index.csv`, 'a\nb\nc\nd\ne\n"x"\n"1"\n'),
    "no column TermType",
  ],
  ["a file without prices", () => serve("AmazonRDS", []), "holds no prices"],
  [
    "a file that is not there",
    () => server.files.delete(`/offers/v1.0/aws/AmazonRDS/current/${REGION}/index.csv`),
    "answered 404",
  ],
])("%s is one sentence, and the table stays", async (_what, spoil, sentence) => {
  spoil();
  expect(await refresh()).toBe(ExitCode.Usage);
  expect(shown).toContain(sentence);
  expect(table()).toEqual(TABLE);
});

test("an unknown region is refused with the nearest known one", async () => {
  const code = await refresh("--region", "us-east-9");
  expect([code, shown]).toEqual([ExitCode.Usage, expect.stringContaining("did you mean us-east-1?")]);
});
