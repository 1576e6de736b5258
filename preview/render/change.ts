import type { Change, ChangeKind, PropertyChange, PropertyEffect } from "../../model/change";
import type { Plan } from "../../model/plan";
import type { Value } from "../../model/value";
import { changeCounts, type PlanChange } from "../report/change";
import { Marker } from "../report/marks";
import { renderLosses } from "./losses";
import { counted, displayResource, displayType } from "./names";
import type { Style } from "./style";

const SIGNS: { readonly [kind in ChangeKind]: string } = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
  same: " ",
};
const GRAVITY: readonly PropertyEffect[] = ["replace", "may-replace", "update"];
const SHORT_LIST = 12;
const SHORT_PROPERTIES = 4;
const SHORT_VALUE = 48;

/** What is different from an earlier plan: losses first, then each resource and property; empty when nobody asked. */
export function renderChange(change: PlanChange | null, after: Plan, style: Style): string {
  if (change === null) return "";
  const { bold } = style.colours;
  const lister = new Lister(new Marker(change.before), new Marker(after), style);
  const kinds = (kind: ChangeKind) => change.changes.filter((each) => each.kind === kind);
  const touched = [...kinds("replace"), ...kinds("update")];
  const shown = style.full ? touched : touched.slice(0, SHORT_LIST);
  return [
    `${bold("Change")}  against ${change.against}: ${summary(change.changes)}`,
    ...renderLosses(change.losses, style),
    ...shown.flatMap((each) => lister.resource(each)),
    ...(shown.length < touched.length
      ? [more(touched.length - shown.length, "changed resource", "changed resources", style)]
      : []),
    ...lister.whole(kinds("create")),
    ...lister.whole(kinds("delete")),
    ...secretsLeftOut(change.changes, style),
  ].join("\n");
}

function summary(changes: readonly Change[]): string {
  const { create, update, replace, delete: gone, same } = changeCounts(changes);
  const parts = [
    create > 0 ? `${create} to create` : "",
    update > 0 ? `${update} to update` : "",
    replace > 0 ? `${replace} to replace` : "",
    gone > 0 ? `${gone} to delete` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? `none (${same} the same)` : `${parts.join(", ")}, ${same} the same`;
}

function more(count: number, one: string, many: string, style: Style): string {
  return style.colours.dim(`  … and ${counted(count, `more ${one}`, `more ${many}`)} (--full shows all)`);
}

/** Nobody can say whether these differ, so nobody should believe that they do not. */
function secretsLeftOut(changes: readonly Change[], style: Style): string[] {
  const count = changes.reduce((sum, { uncompared }) => sum + uncompared.length, 0);
  if (count === 0) return [];
  return [
    style.colours.dim(`  ${counted(count, "secret is", "secrets are")} unknown in one of the plans and not compared`),
  ];
}

/** Writes the lines of changed resources. */
class Lister {
  constructor(
    private readonly before: Marker,
    private readonly after: Marker,
    private readonly style: Style,
  ) {}

  /** A resource that stays in some form, with its properties. */
  resource(change: Change): string[] {
    const { bold, dim } = this.style.colours;
    const note = change.kind === "update" && change.mayReplace ? " (may replace)" : "";
    const former = change.previousUrn === null ? "" : dim(` was ${displayResource(change.previousUrn)}`);
    const reasons = change.properties.some(({ effect }) => effect === "replace") ? [] : change.reasons;
    const gravest = [...change.properties].sort((a, b) => GRAVITY.indexOf(a.effect) - GRAVITY.indexOf(b.effect));
    const properties = this.style.full ? gravest : gravest.slice(0, SHORT_PROPERTIES);
    const left = change.properties.length - properties.length;
    return [
      `  ${this.#sign(change.kind)} ${change.kind} ${bold(displayResource(change.urn))}${former}${note}`,
      ...reasons.map((reason) => `      ${reason}`),
      ...properties.map((property) => this.#property(property)),
      ...change.options.map(({ option, before, after }) => `      ${option}: ${before} → ${after}`),
      ...(left > 0 ? [dim(`      … and ${left} more`)] : []),
    ];
  }

  /** Resources that come or go: each with `--full`, else counted by type. */
  whole(changes: readonly Change[]): string[] {
    const lines = new Map<string, Change[]>();
    for (const change of changes) {
      const key = this.style.full ? change.urn : change.type;
      lines.set(key, [...(lines.get(key) ?? []), change]);
    }
    const groups = [...lines.values()];
    const shown = this.style.full ? groups : groups.slice(0, SHORT_LIST);
    const left = groups.slice(shown.length).flat().length;
    return [
      ...shown.map((group) => {
        const [first] = group as [Change];
        const what = group.length === 1 ? displayResource(first.urn) : `${displayType(first.type)} × ${group.length}`;
        return `  ${this.#sign(first.kind)} ${first.kind} ${what}`;
      }),
      ...(left > 0
        ? [more(left, `resource to ${changes[0]?.kind}`, `resources to ${changes[0]?.kind}`, this.style)]
        : []),
    ];
  }

  #property({ path, before, after, effect, reason }: PropertyChange): string {
    const { red, yellow, dim } = this.style.colours;
    const why = reason === null ? "" : `: ${reason}`;
    const note =
      effect === "replace" ? red(` replaces${why}`) : effect === "may-replace" ? yellow(` may replace${why}`) : "";
    const plain = effect === "update" && reason !== null ? dim(` (${reason})`) : "";
    return `      ${path}: ${this.#value(before, this.before)} → ${this.#value(after, this.after)}${note}${plain}`;
  }

  #value(value: Value | undefined, marker: Marker): string {
    if (value === undefined || value === null) return this.style.colours.dim("none");
    const marked = marker.value(value);
    const text = typeof marked === "string" && /^[<[][a-z-]+[>\]]$/.test(marked) ? marked : JSON.stringify(marked);
    if (this.style.full || text.length <= SHORT_VALUE) return text;
    return `${text.slice(0, SHORT_VALUE)}…`;
  }

  #sign(kind: ChangeKind): string {
    const { green, yellow, red } = this.style.colours;
    const colour = kind === "create" ? green : kind === "update" ? yellow : red;
    return colour(SIGNS[kind]);
  }
}
