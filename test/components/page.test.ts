import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Page } from "../../components/page";
import { mistakesOf, record } from "./recorded-resources";

const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

describe("Page", () => {
  let folder: string;
  const write = (...names: readonly string[]) => {
    for (const name of names) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), name);
    }
  };
  const page = () => record(() => new Page("page", { folder, bucketName: "files" }));
  const mistakes = () => mistakesOf(() => new Page("page", { folder, bucketName: "files" }));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "page-"));
    write("index.html", "about/team.html", "assets/page-6JQ5BPXK.js", "assets/page-6JQ5BPXK.js.map");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("lets browsers keep hashed files for a year without asking again", async () => {
    const { inputs } = (await page()).one(OBJECT, "page-assets/page-6JQ5BPXK.js");
    expect(inputs.cacheControl).toBe("public, max-age=31536000, immutable");
  });

  it("has browsers ask for the index each time, and edges once a minute", async () => {
    for (const key of ["index.html", "about/team.html"]) {
      const { inputs } = (await page()).one(OBJECT, `page-${key}`);
      expect(inputs.cacheControl).toBe("public, max-age=0, s-maxage=60, must-revalidate");
      expect(inputs.contentType).toBe("text/html; charset=utf-8");
    }
  });

  it("uploads the index after everything that it loads", async () => {
    const { dependsOn } = (await page()).one(OBJECT, "page-index.html");
    expect(dependsOn).toEqual(
      expect.arrayContaining(["page-assets/page-6JQ5BPXK.js", "page-assets/page-6JQ5BPXK.js.map"]),
    );
  });

  it("leaves hashed files of earlier releases where they are, for browsers that still show those", async () => {
    const recorded = await page();
    expect(recorded.one(OBJECT, "page-assets/page-6JQ5BPXK.js").retainOnDelete).toBe(true);
    expect(recorded.one(OBJECT, "page-index.html").retainOnDelete).toBe(false);
    expect(recorded.one(OBJECT, "page-about/team.html").retainOnDelete).toBe(false);
  });

  it("says under which paths its own files are found", async () => {
    let paths: readonly string[] = [];
    await record(() => {
      ({ paths } = new Page("page", { folder, bucketName: "files" }));
    });
    expect(paths).toEqual(["/about/team.html", "/", "/index.html"]);
  });

  it("leaves out files whose name starts with a dot", async () => {
    write(".DS_Store", "assets/.cache");
    const keys = (await page()).ofType(OBJECT).map(({ inputs }) => inputs.key);
    expect(keys).toHaveLength(4);
  });

  it("rejects a folder that is not there", async () => {
    rmSync(folder, { recursive: true });
    expect(await mistakes()).toEqual({ folder: `must be a folder, got ${folder}; build the page first` });
  });

  it("rejects a folder without an index", async () => {
    rmSync(join(folder, "index.html"));
    expect(await mistakes()).toEqual({ folder: `has no index.html: ${folder}; build the page first` });
  });

  it.each(["assets/page.js", "assets/logo-small.svg", "assets/page.min.js"])(
    "rejects %s, which would be kept for a year under a name that stays",
    async (name) => {
      write(name);
      expect((await mistakes()).folder).toContain(`would keep for a year: ${name}`);
    },
  );

  it.each(["assets/index-DiwrgTda.js", "assets/main.3f2a9c1e.css", "assets/fonts/text-6JQ5BPXK.woff2"])(
    "takes %s, as bundlers name files",
    async (name) => {
      write(name);
      expect(await mistakes()).toEqual({});
    },
  );

  it("rejects files of which no browser would know what they are", async () => {
    write("LICENSE", "data.nonsense");
    expect((await mistakes()).folder).toBe("has files of no known content type: LICENSE, data.nonsense");
  });

  it("rejects more files than the CDN has paths for", async () => {
    write(...Array.from({ length: 50 }, (_, i) => `page-${i}.html`));
    expect((await mistakes()).folder).toMatch(/^must have 50 files outside of assets\/ at most.*got 52$/);
  });
});
