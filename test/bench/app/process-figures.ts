import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** CPU time that a process and those it has started have taken, in seconds. */
export function cpuSeconds(pid: number): number {
  return familyOf(pid).reduce((sum, each) => sum + ticksOf(each), 0) / TICKS_PER_SECOND;
}

/** Memory that a process holds now, and the most that it held, in MiB. */
export function memoryMiB(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { now: read("VmRSS"), peak: read("VmHWM") };
}

function familyOf(pid: number): readonly number[] {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => Number(statOf(each)?.[1]) === pid);
  return [pid, ...children];
}

/** User and system time, with that of children that have ended: the 14th to 17th field of proc_pid_stat(5). */
function ticksOf(pid: number): number {
  return (statOf(pid) ?? []).slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}

/** The fields after the name, which may have spaces. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
