import { readFileSync } from "node:fs";
import path from "node:path";
import { type Document, isMap, isScalar, parseDocument } from "yaml";
import type { CurvePoint } from "./point";

/** The stack file of a size: that of the environment it starts from, with its own keys over it. */
export function stackFile(project: string, point: CurvePoint): string {
  const document = parseDocument(readFileSync(path.join(project, `Pulumi.${point.stack}.yaml`), "utf8"));
  const name = String(parseDocument(readFileSync(path.join(project, "Pulumi.yaml"), "utf8")).get("name"));
  document.commentBefore = null;
  const [first] = isMap(document.contents) ? document.contents.items : [];
  if (isScalar(first?.key)) first.key.commentBefore = null;
  for (const [key, value] of Object.entries({ topology: point.rung, ...point.config })) {
    // The CLI writes the project's name before the keys of a file that it changes.
    const full = `${name}:${key}`;
    setKey(document, document.hasIn(["config", full]) ? full : key, written(value));
  }
  const usd = Math.round(point.fixedUsd + point.usageUsd).toLocaleString("en-US");
  return [
    `# ${point.users.toLocaleString("en-US")} users: ${point.rung}, about ${usd} USD a month, survives the loss of: ${point.target}.`,
    `# ${point.bottleneck} gives way first, at ${Math.round(point.carriesRps).toLocaleString("en-US")} requests a second.`,
    document.toString({ lineWidth: 0 }).trim(),
  ].join("\n");
}

/** Sets a key; what the file says about another value of it goes. */
function setKey(document: Document, key: string, value: unknown): void {
  const config = document.get("config");
  const pair = isMap(config) ? config.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  if (isScalar(pair?.key) && JSON.stringify(document.getIn(["config", key])) !== JSON.stringify(value)) {
    pair.key.commentBefore = null;
  }
  document.setIn(["config", key], value);
}

function written(text: string): unknown {
  if (text.startsWith("[")) return JSON.parse(text);
  if (/^(true|false)$/.test(text)) return text === "true";
  // A share is text, as Pulumi.yaml declares it.
  return /^\d+$/.test(text) ? Number(text) : text;
}
