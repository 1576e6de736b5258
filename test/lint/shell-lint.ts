import { spawnSync } from "node:child_process";
import { systemCommand } from "./system-command";

interface Remark {
  readonly line: number;
  readonly code: number;
  readonly message: string;
}

/** What ShellCheck says of each script, from style to error, one sentence with its line each; nothing for a good one. */
export function lintShell(...scripts: readonly string[]): readonly string[] {
  const shellCheck = systemCommand("shellcheck");
  return scripts.flatMap((script, index) => {
    const { stdout } = spawnSync(shellCheck, ["--format=json", "--severity=style", "-"], {
      input: script,
      encoding: "utf8",
    });
    const remarks = JSON.parse(stdout) as readonly Remark[];
    return remarks.map(({ line, code, message }) => `script ${index + 1}, line ${line}: SC${code} ${message}`);
  });
}
