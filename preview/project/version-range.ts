/** The release whose behaviour this preview follows: what a program's demand on the CLI's version is compared with. */
const CLI_VERSION = "3.255.0";

type Version = readonly number[];
type Condition = (version: Version) => boolean;

const OPERATORS: { readonly [operator: string]: (order: number) => boolean } = {
  "": (order) => order === 0,
  "=": (order) => order === 0,
  "==": (order) => order === 0,
  "!": (order) => order !== 0,
  "!=": (order) => order !== 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
};

/**
 * Why the CLI's version is not one that a program asks for, in the engine's words; undefined where it is. A range is
 * conditions such as `>=3.5.0` or `!3.7.7` side by side, with `||` between alternatives; `3.x` stands for all its releases.
 */
export function versionRefusal(range: string, version = CLI_VERSION): string | undefined {
  if (range === "") return undefined;
  const own = numbers(version) ?? [];
  let isWithin = false;
  for (const alternative of range.split("||")) {
    const conditions = alternative
      .replace(/([<>=!])\s+/g, "$1")
      .trim()
      .split(/\s+/)
      .map(condition);
    const wrong = conditions.find((each) => typeof each === "string");
    if (typeof wrong === "string") return `Parsing CLI version range "${range}": ${wrong}`;
    isWithin ||= conditions.every((each) => typeof each !== "string" && each(own));
  }
  return isWithin ? undefined : `Pulumi CLI version ${version} does not satisfy the version range "${range}"`;
}

/** One condition, or why it is none. */
function condition(text: string): Condition | string {
  const [, operator = "", written = ""] = /^([<>=!]*)(.*)$/.exec(text) ?? [];
  const test = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (test === undefined) return `"${operator}" is no operator.`;
  const wanted = numbers(written.replace(/(\.[xX*])+$/, ""));
  if (wanted === undefined || (wanted.length < 3 && !/\.[xX*]$/.test(written))) return `"${written}" is no version.`;
  return (version) => test(order(version, wanted));
}

function numbers(text: string): Version | undefined {
  const [core = ""] = text.split(/[-+]/);
  return /^\d+(\.\d+){0,2}$/.test(core) ? core.split(".").map(Number) : undefined;
}

/** Compares as much of the version as the other says. */
function order(version: Version, wanted: Version): number {
  for (const [at, part] of wanted.entries()) {
    const difference = (version[at] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}
