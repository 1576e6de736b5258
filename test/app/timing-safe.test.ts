import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

const source = join(__dirname, "..", "..", "app", "src");
/** Names of what proves who somebody is. */
const secret = /(secret|password|signature|token|digest|hmac|^mac$|hash$|proof|nonce)/i;
/** Names that have such a word in them and are no secret: hashes that shards are chosen by, and constants. */
const open = /^(authorHashOf|shardHash|hashSpace)$|prefix$/i;
const byTime = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);
const comparing = new Set(["equals", "compare", "localeCompare", "startsWith", "endsWith", "includes", "indexOf"]);

/** Comparisons of secrets that end at the first difference, and so tell by their time how much of a guess is right. */
function comparisonsIn(text: string, name: string): readonly string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isCompared(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${name}:${line + 1} ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isCompared(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node) && byTime.has(node.operatorToken.kind)) {
    const sides = [node.left, node.right];
    return sides.every((side) => !isKnown(side)) && sides.some(isSecret);
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const [argument] = node.arguments;
  return (
    comparing.has(node.expression.name.text) &&
    argument !== undefined &&
    !isKnown(argument) &&
    (isSecret(node.expression.expression) || isSecret(argument))
  );
}

/** What everybody knows: literals, nothing, lengths, types. */
function isKnown(node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === "length";
  return (
    ts.isLiteralExpression(node) ||
    ts.isTypeOfExpression(node) ||
    [ts.SyntaxKind.NullKeyword, ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(node.kind) ||
    (ts.isIdentifier(node) && (node.text === "undefined" || open.test(node.text)))
  );
}

function isSecret(node: ts.Expression): boolean {
  if (ts.isCallExpression(node)) return isSecret(node.expression) || node.arguments.some(isSecret);
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node)) return isSecret(node.expression);
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : "";
  return secret.test(name) && !open.test(name);
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join(source, name));

it("finds comparisons that take as long as a guess is right", () => {
  const text = [
    "if (given.signature === right) return;",
    "return kept.digest !== digest(shown);",
    "if (Buffer.from(token).equals(other)) return;",
    "const same = session.secret.startsWith(guess);",
    "if (passwordHash == stored) return;",
  ];
  const innocent = [
    "if (token === undefined || token.length !== other.length) return;",
    "if (typeof signature === 'string' && timingSafeEqual(signature, right)) return;",
    "const known = signature.startsWith('v1,');",
  ];

  expect(text.map((line) => comparisonsIn(line, "a.ts").length)).toEqual(text.map(() => 1));
  expect(innocent.flatMap((line) => comparisonsIn(line, "a.ts"))).toEqual([]);
});

it("are nowhere in the app", () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => comparisonsIn(readFileSync(file, "utf8"), relative(source, file)))).toEqual([]);
});
