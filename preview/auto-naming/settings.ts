import type { Urn } from "../../model/plan";
import { randomText } from "./rule";

/** How the stack configuration `pulumi:autonaming` wants a name made. */
export type Strategy =
  | { readonly mode: "default" }
  | { readonly mode: "verbatim" }
  | { readonly mode: "disabled" }
  | { readonly mode: "pattern"; readonly pattern: string; readonly enforce: boolean };

/** Answers the stack's own expressions in a pattern: `project`, `stack`, `organization`, `config.<key>`. */
export type Expressions = (expression: string) => string | undefined;

/** The stack configuration `pulumi:autonaming`: how names are made, per resource type, per provider and in general. */
export class NamingSettings {
  constructor(
    private readonly config: unknown,
    private readonly expressions: Expressions = () => undefined,
  ) {}

  strategyFor(type: string): Strategy {
    const provider = child(child(this.config, "providers"), type.split(":")[0] ?? "");
    const resource = child(child(provider, "resources"), type);
    return this.read(resource) ?? this.read(provider) ?? this.read(this.config) ?? { mode: "default" };
  }

  private read(config: unknown): Strategy | undefined {
    const { mode, pattern, enforce } = properties(config);
    if (typeof pattern === "string") {
      return { mode: "pattern", pattern: this.resolved(pattern), enforce: enforce === true };
    }
    if (mode === undefined) return undefined;
    if (mode === "default" || mode === "verbatim" || mode === "disabled") return { mode };
    throw new Error(
      `pulumi:autonaming: mode must be "default", "verbatim" or "disabled", or a pattern given instead, got "${mode}".`,
    );
  }

  private resolved(pattern: string): string {
    return pattern.replace(
      /\$\{(organization|project|stack|config\.[^}]+)\}/g,
      (whole, expression: string) => this.expressions(expression) ?? whole,
    );
  }
}

const ALPHABETS: { readonly [kind: string]: string } = {
  hex: "0123456789abcdef",
  alphanum: "abcdefghijklmnopqrstuvwxyz0123456789",
  string: "abcdefghijklmnopqrstuvwxyz",
  num: "0123456789",
};

/** The name that a pattern such as `${name}-${hex(7)}` proposes for a resource. */
export function nameByPattern(pattern: string, urn: Urn, logicalName: string): string {
  return pattern
    .replace(/\$\{name\}/g, () => logicalName)
    .replace(/\$\{(hex|alphanum|string|num)\((\d+)\)\}/g, (_, kind: string, length: string) =>
      randomText(urn, Number(length), ALPHABETS[kind]),
    )
    .replace(/\$\{uuid\}/g, () => uuid(urn));
}

/** Whether names by that pattern differ from one deployment to the next. */
export function hasRandomPart(pattern: string): boolean {
  return /\$\{((hex|alphanum|string|num)\(\d+\)|uuid)\}/.test(pattern);
}

function uuid(urn: Urn): string {
  const digits = randomText(urn, 32);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    "-",
  );
}

function child(config: unknown, key: string): unknown {
  return properties(config)[key];
}

function properties(config: unknown): { readonly [key: string]: unknown } {
  return config !== null && typeof config === "object" ? (config as { readonly [key: string]: unknown }) : {};
}
