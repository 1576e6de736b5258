import { type ComponentChild, createElement, type VNode } from "preact";

/** What may stand in a page: text, which is escaped when it is written, or elements. */
export type Content = ComponentChild;

/** Attributes of an element by their HTML name. */
interface Attributes {
  readonly [name: string]: string | number | boolean | { readonly [part: string]: string };
}

/** An element of the page. */
export type Element = VNode<Attributes>;

export function h(name: string, attributes: Attributes | null, ...children: readonly Content[]): Element {
  return createElement<Attributes>(name, attributes, ...children);
}

/** One column of a table. */
interface Column {
  readonly title: string;
  readonly numeric?: boolean;
}

/** A part of the page under a heading; nothing where it has nothing to say. */
export function section(id: string, title: string, ...content: readonly Content[]): Element {
  return h("section", { id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title), ...content);
}

/** A table that scrolls by itself where the screen is narrow; the first column names the row. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Content[])[]): Element {
  const kind = (index: number) => (columns[index]?.numeric === true ? { class: "number" } : {});
  const head = h(
    "tr",
    null,
    columns.map(({ title }, index) => h("th", { scope: "col", ...kind(index) }, title)),
  );
  const body = rows.map((cells) =>
    h(
      "tr",
      null,
      cells.map((cell, index) => (index === 0 ? h("th", { scope: "row" }, cell) : h("td", kind(index), cell))),
    ),
  );
  return h(
    "div",
    { class: "scroll", role: "region", "aria-label": caption, tabIndex: 0 },
    h("table", null, h("caption", null, caption), h("thead", null, head), h("tbody", null, body)),
  );
}

/** What only some readers want: closed until asked for, open in print. */
export function folded(title: string, open: boolean, ...content: readonly Content[]): Element {
  return h("details", { open }, h("summary", null, title), ...content);
}

export function list(items: readonly Content[]): Element {
  return h(
    "ul",
    null,
    items.map((item) => h("li", null, item)),
  );
}

export function paragraph(...content: readonly Content[]): Element {
  return h("p", null, ...content);
}

/** A word with a colour that says the same. */
export function badge(tone: "good" | "fair" | "bad" | "plain", text: string): Element {
  return h("span", { class: `badge ${tone}` }, text);
}
