import type { ConfigDeclaration } from "./project-config";
import { fullKey } from "./stack-config";
import { isRecord, type YamlFile } from "./yaml-file";

/** A stack's file as though the values stood in it. Where Pulumi.yaml declares another type than text, they are read as JSON. */
export function withOverrides(
  file: YamlFile,
  overrides: { readonly [key: string]: string },
  project: string,
  declarations: readonly ConfigDeclaration[],
): YamlFile {
  const given = Object.entries(overrides).map(([written, text]) => {
    const key = fullKey(written, project, "--config");
    const type = declarations.find((declared) => declared.key === key)?.type;
    return [key, type === undefined || type.type === "string" ? text : parsed(text)] as const;
  });
  if (given.length === 0) return file;
  const section = isRecord(file.content.config) ? file.content.config : {};
  const others = Object.entries(section).filter(
    ([written]) => !given.some(([key]) => key === fullKey(written, project, file.shown)),
  );
  return { ...file, content: { ...file.content, config: Object.fromEntries([...others, ...given]) } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
