import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";

const root = join(__dirname, "..", "..");
const app = join(root, "app");
const builds = join(root, "node_modules", ".cache", "app-builds");
/** Whatever a build is made of: another one is built when any of it differs. */
const ingredients = [
  "package-lock.json",
  "app/build.mjs",
  "app/emptyCluster.mjs",
  "app/src",
  "app/page",
  "app/migrations",
  "test/app/programs",
];
const oldAfterMs = 60 * 60 * 1_000;

let folder: string | undefined;

/**
 * The bundle that `program`, a source file of the app or of `programs/`, becomes in production. All are built once for the
 * same sources, by whichever test asks first: a bundle starts with a fifth of the work that its sources take.
 */
export function builtProgram(program: string): string {
  folder ??= builtFolder();
  return join(folder, "app", "dist", `${basename(program, extname(program))}.js`);
}

/** A folder with the app as the image has it: its bundle and page, its migrations, and what makes its files modules. */
function builtFolder(): string {
  const built = join(builds, contentHash());
  if (existsSync(built)) return built;
  mkdirSync(builds, { recursive: true });
  // Beside, and renamed when it is whole: test files run side by side, and each sees all of it or nothing.
  const fresh = `${built}.${process.pid}`;
  execFileSync(process.execPath, [join(__dirname, "build.mjs"), join(fresh, "app", "dist")], { stdio: "inherit" });
  for (const name of ["migrations", "package.json"])
    cpSync(join(app, name), join(fresh, "app", name), { recursive: true });
  try {
    renameSync(fresh, built);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(built)) throw error;
  }
  removeOthers(built);
  return built;
}

function contentHash(): string {
  const hash = createHash("sha256");
  for (const file of ingredients.flatMap((name) => filesIn(join(root, name)))) {
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex").slice(0, 20);
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/** Builds of other sources that no run can still be using. */
function removeOthers(built: string): void {
  for (const name of readdirSync(builds)) {
    const other = join(builds, name);
    if (other !== built && statSync(other).mtimeMs < Date.now() - oldAfterMs)
      rmSync(other, { recursive: true, force: true });
  }
}
