/** Where a value stands inside a resource's inputs: property names and list positions. */
export type PropertyPath = readonly (string | number)[];

/** As Pulumi writes it: `tags.Name`, `ingress[0].fromPort`, `labels["a.b"]`. */
export function formatPath(path: PropertyPath): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (/^[^."[\]\s]+$/.test(part)) text += text === "" ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}

/** The property names alone, as tables of properties write them: `ingress.fromPort`. */
export function schemaPath(path: PropertyPath): string {
  return path.filter((part) => typeof part === "string").join(".");
}

/** Reads what a program wrote, such as `tags["a.b"]` or `ingress[*].fromPort`; `*` stands for any one part. */
export function parsePath(text: string): PropertyPath {
  const parts: (string | number)[] = [];
  for (const match of text.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\[\*\]|([^.[\]]+)/g)) {
    const [whole, index, quoted, name] = match;
    if (index !== undefined) parts.push(Number(index));
    else if (quoted !== undefined) parts.push(quoted.replace(/\\(.)/g, "$1"));
    else parts.push(name ?? (whole === "[*]" ? "*" : whole));
  }
  return parts;
}

/** Whether `outer` names `inner` or something that holds it. */
export function covers(outer: PropertyPath, inner: PropertyPath): boolean {
  return outer.length <= inner.length && outer.every((part, at) => part === "*" || String(part) === String(inner[at]));
}
