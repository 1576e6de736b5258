import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheControl, readPage } from "../../components/page-files";
import { type RunningApp, startApp } from "./startApp";

const built = join(__dirname, "..", "..", "app", "dist", "page");

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

const at = (path: string) => `${app.url}${path}`;

describe("the built page", () => {
  it("fits into the bucket behind the CDN: an index, and all else named by its content", () => {
    const { files, mistakes } = readPage(built, "assets");

    expect(mistakes).toEqual([]);
    expect(files.filter(({ immutable }) => !immutable).map(({ key }) => key)).toEqual(["index.html", "robots.txt"]);
  });

  it("is the same from the app as from the bucket, and kept as long", async () => {
    for (const file of readPage(built, "assets").files) {
      const response = await fetch(at(file.key === "index.html" ? "/" : `/${file.key}`));

      expect(response.status).toBe(200);
      const type = response.headers.get("content-type")?.replace("application/javascript", "text/javascript");
      expect(type?.split(";")[0]).toBe(file.contentType.split(";")[0]);
      expect(response.headers.get("cache-control")).toBe(cacheControl(file).replace(" s-maxage=60,", ""));
      expect(await response.text()).toBe(readFileSync(file.path, "utf8"));
    }
  });

  it("refers only to files that are there, and has no inline script or style", async () => {
    const html = await (await fetch(at("/"))).text();
    const paths = [...html.matchAll(/<(?:link|script|img)[^>]*?(?:href|src)="([^"]+)"/g)].map(([, path]) => path ?? "");

    expect(paths.length).toBeGreaterThan(3);
    for (const path of new Set(paths)) expect((await fetch(at(path))).status).toBe(200);
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|style=|\son[a-z]+=/);
  });

  it("has nothing outside its folder", async () => {
    for (const path of ["/..%2fpackage.json", "/%2e%2e/package.json", "/package.json", "/assets/", "/src/main.ts"]) {
      expect((await fetch(at(path))).status).toBe(404);
    }
  });
});
