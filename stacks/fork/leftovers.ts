/** A name or value of the template that a fork still carries. */
export interface Leftover {
  /** Path from the project's folder. */
  readonly file: string;
  readonly line: number;
  readonly found: string;
  /** What would be right instead. */
  readonly instead: string;
}

/** The template's own name, in Pulumi.yaml. */
export const TEMPLATE = "zero-to-millions";

interface Sign {
  readonly files: RegExp;
  readonly pattern: RegExp;
  readonly instead: (project: string) => string;
}

const STACK_FILES = /^Pulumi\.[^.]+\.yaml$/;
const SIGNS: readonly Sign[] = [
  {
    files: STACK_FILES,
    pattern: new RegExp(`^\\s*${TEMPLATE}:[A-Za-z]+`),
    instead: (project) => `the same key under ${project}: Pulumi ignores keys of another project`,
  },
  { files: STACK_FILES, pattern: new RegExp(`project: ${TEMPLATE}`), instead: (project) => `project: ${project}` },
  {
    files: STACK_FILES,
    pattern: /[\w.-]*\bexample\.(com|org|net)\b/,
    instead: () => "a domain or address of your own",
  },
  { files: STACK_FILES, pattern: /\b111122223333\b/, instead: () => "the number of your AWS account" },
  {
    files: /^(package|app\/package)\.json$/,
    pattern: new RegExp(`"name": "${TEMPLATE}`),
    instead: (project) => `"name": "${project}…"`,
  },
  { files: /^README\.md$/, pattern: /^# Zero to Millions/, instead: (project) => `what ${project} is` },
];

/**
 * Finds what a fork has not made its own yet. The types of components keep their names: they are part of the URNs of what
 * runs, and a change would replace it.
 * @param project the fork's name, from its Pulumi.yaml
 * @param files contents by path from the project's folder
 * @returns nothing for the template itself
 */
export function leftovers(project: string, files: ReadonlyMap<string, string>): readonly Leftover[] {
  if (project === TEMPLATE) return [];
  return [...files].flatMap(([file, content]) =>
    content
      .split("\n")
      .flatMap((text, index) =>
        SIGNS.filter((sign) => sign.files.test(file) && !/^\s*#(?! Zero)/.test(text)).flatMap((sign) =>
          found(sign, project, { file, line: index + 1, text }),
        ),
      ),
  );
}

function found(
  { pattern, instead }: Sign,
  project: string,
  { file, line, text }: { readonly file: string; readonly line: number; readonly text: string },
): readonly Leftover[] {
  const [match] = pattern.exec(text) ?? [];
  return match === undefined ? [] : [{ file, line, found: match.trim(), instead: instead(project) }];
}
