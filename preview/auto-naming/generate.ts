// Lists the types of a bridged SDK that take an optional `name`; by hand: npx tsx preview/auto-naming/generate.ts
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What `named-types.json` holds. */
export interface NamedTypes {
  readonly source: string;
  readonly date: string;
  readonly types: readonly string[];
}

const PACKAGES = ["aws", "docker"];

/**
 * Types whose input `name` is optional. The provider gives it a default wherever it is an input at all, which makes it
 * optional in the SDK; where the SDK requires it, the provider does not.
 */
export function namedTypes(): NamedTypes {
  const found = PACKAGES.map((name) => {
    const manifest = require.resolve(`@pulumi/${name}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
    return { label: `@pulumi/${name} ${version}`, types: typesIn(dirname(manifest)) };
  });
  return {
    source: `type declarations of ${found.map(({ label }) => label).join(" and ")}`,
    date: new Date().toISOString().slice(0, 10),
    types: found.flatMap(({ types }) => types).sort(),
  };
}

function typesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".d.ts") && !file.startsWith("types/"))
    .flatMap((file) => {
      const script = readFileSync(join(folder, file.replace(/\.d\.ts$/, ".js")), "utf8");
      const type = /__pulumiType = '([^']+)'/.exec(script)?.[1];
      return type !== undefined && takesOptionalName(readFileSync(join(folder, file), "utf8")) ? [type] : [];
    });
}

/** The arguments are the last interface of a resource's declarations. */
function takesOptionalName(declarations: string): boolean {
  const args = declarations.slice(declarations.lastIndexOf("export interface "));
  return /^ {4}name\?: pulumi\.Input</m.test(args);
}

if (require.main === module) {
  writeFileSync(join(__dirname, "named-types.json"), `${JSON.stringify(namedTypes(), null, 2)}\n`);
}
