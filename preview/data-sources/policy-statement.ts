/** A JSON value of a policy. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A statement in the order in which it is written. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: Json;
  readonly NotAction?: Json;
  readonly Resource?: Json;
  readonly NotResource?: Json;
  readonly Principal?: Json;
  readonly NotPrincipal?: Json;
  readonly Condition?: Json;
}

export interface PolicyDocument {
  readonly Version: string;
  readonly Id: string;
  readonly Statement: readonly PolicyStatement[];
}

const KEYS = [
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
] as const;

/** The statement with its keys in the provider's order and without those that are empty. */
export function ordered(statement: PolicyStatement): PolicyStatement {
  const entries = KEYS.flatMap((key) => {
    const value = statement[key];
    return value === undefined || value === "" ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

/** One document into another: a later version and id win, and a statement replaces the one of the same Sid. */
export function merged(into: PolicyDocument, added: PolicyDocument): PolicyDocument {
  const statements = [...into.Statement];
  for (const statement of added.Statement) {
    const at = statement.Sid ? statements.findIndex(({ Sid }) => Sid === statement.Sid) : -1;
    if (at < 0) statements.push(statement);
    else statements[at] = statement;
  }
  return {
    Version: added.Version > into.Version ? added.Version : into.Version,
    Id: added.Id || into.Id,
    Statement: statements,
  };
}

/** One value alone, or several from last to first in the alphabet, as the provider writes a set. */
export function setOf(values: readonly string[]): Json {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  return [...new Set(values)].sort().reverse();
}

/** Principals by type. Everybody of every type is one star. */
export function principals(given: readonly { readonly type: string; readonly identifiers: readonly string[] }[]): Json {
  const [only] = given;
  if (given.length === 1 && only?.type === "*" && only.identifiers.length === 1 && only.identifiers[0] === "*")
    return "*";
  const byType = new Map<string, Json>();
  for (const { type, identifiers } of given) {
    const own = setOf(identifiers);
    const before = byType.get(type);
    byType.set(type, before === undefined ? own : [before, own].flat());
  }
  return sortedRecord(byType);
}

/** Conditions by test and variable; values in the order given. */
export function conditions(
  given: readonly { readonly test: string; readonly variable: string; readonly values: readonly string[] }[],
): Json {
  const byTest = new Map<string, Map<string, string[]>>();
  for (const { test, variable, values } of given) {
    const variables = byTest.get(test) ?? new Map<string, string[]>();
    variables.set(variable, [...(variables.get(variable) ?? []), ...values]);
    byTest.set(test, variables);
  }
  const single = (values: readonly string[]): Json => (values.length === 1 ? (values[0] ?? "") : values);
  const written = [...byTest].map(([test, variables]) => {
    const flat = [...variables].map(([variable, values]) => [variable, single(values)] as const);
    return [test, sortedRecord(new Map(flat))] as const;
  });
  return sortedRecord(new Map(written));
}

function sortedRecord(map: ReadonlyMap<string, Json>): { readonly [key: string]: Json } {
  return Object.fromEntries([...map].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** The document as text, with the escapes that Go's JSON has. */
export function written({ Version, Id, Statement }: PolicyDocument, indent?: number): string {
  const document = {
    ...(Version === "" ? {} : { Version }),
    ...(Id === "" ? {} : { Id }),
    ...(Statement.length === 0 ? {} : { Statement }),
  };
  return JSON.stringify(document, undefined, indent).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
