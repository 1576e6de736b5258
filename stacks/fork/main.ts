import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { leftovers, TEMPLATE } from "./leftovers";

/*
 * `npm run check:fork`: what a fork still carries of the template. Exits with 1 if there is anything.
 */

function main(root: string): number {
  const { name } = parse(readFileSync(path.join(root, "Pulumi.yaml"), "utf8")) as { readonly name: string };
  if (name === TEMPLATE) {
    process.stdout.write(`This is the template itself: nothing to check. A fork sets its own name in Pulumi.yaml.\n`);
    return 0;
  }
  const stackFiles = readdirSync(root).filter((file) => /^Pulumi\..+\.yaml$/.test(file));
  const candidates = [...stackFiles, "package.json", "app/package.json", "README.md"];
  const present = candidates.filter((file) => existsSync(path.join(root, file)));
  const left = leftovers(name, new Map(present.map((file) => [file, readFileSync(path.join(root, file), "utf8")])));
  for (const { file, line, found, instead } of left)
    process.stdout.write(`${file}:${line}: ${found}: use ${instead}\n`);
  process.stdout.write(left.length === 0 ? `Nothing of the template is left in ${name}.\n` : `${left.length} left.\n`);
  return left.length === 0 ? 0 : 1;
}

process.exitCode = main(path.resolve(__dirname, "../.."));
