import { list, type PropertyMap, record, text, type Value } from "../../model/value";
import type { DataSource } from "./context";
import { crc32 } from "./crc32";
import {
  conditions,
  type Json,
  merged,
  ordered,
  type PolicyDocument,
  type PolicyStatement,
  principals,
  setOf,
  written,
} from "./policy-statement";

const DEFAULT_VERSION = "2012-10-17";
const OLD_VERSION = "2008-10-17";
const EMPTY: PolicyDocument = { Version: "", Id: "", Statement: [] };

/** An IAM policy document, computed as the provider computes it. */
export const policyDocument: DataSource = (args) => {
  const version = text(args.version) ?? DEFAULT_VERSION;
  const own: PolicyDocument = {
    Version: version,
    Id: text(args.policyId) ?? "",
    Statement: list(args.statements).map((statement) => ownStatement(record(statement), version)),
  };
  checkSids(own.Statement, "the Sid");
  const sources = list(args.sourcePolicyDocuments).flatMap(givenDocument);
  checkSids(
    sources.flatMap(({ Statement }) => Statement),
    "the Sid of a source document",
  );
  const overrides = list(args.overridePolicyDocuments).flatMap(givenDocument);
  const document = [...sources, own, ...overrides].reduce(merged, EMPTY);
  const json = written(document, 2);
  return { ...args, version, id: String(crc32(json)), json, minifiedJson: written(document) };
};

function ownStatement(given: PropertyMap, version: string): PolicyStatement {
  const replaced = (values: Value | undefined): readonly string[] =>
    texts(values).map((value) => variables(value, version));
  const optional = (values: readonly string[]): Json | undefined => (values.length > 0 ? setOf(values) : undefined);
  const who = (blocks: Value | undefined): Json | undefined => {
    const found = list(blocks)
      .map(record)
      .map((block) => ({ type: text(block.type) ?? "", identifiers: replaced(block.identifiers) }));
    return found.length > 0 ? principals(found) : undefined;
  };
  const when = list(given.conditions)
    .map(record)
    .map((condition) => ({
      test: text(condition.test) ?? "",
      variable: text(condition.variable) ?? "",
      values: replaced(condition.values),
    }));
  const statement = {
    Sid: text(given.sid) ?? "",
    Effect: text(given.effect) ?? "Allow",
    Action: optional(texts(given.actions)),
    NotAction: optional(texts(given.notActions)),
    Resource: optional(replaced(given.resources)),
    NotResource: optional(replaced(given.notResources)),
    Principal: who(given.principals),
    NotPrincipal: who(given.notPrincipals),
    Condition: when.length > 0 ? conditions(when) : undefined,
  };
  return ordered(statement as PolicyStatement);
}

function texts(values: Value | undefined): readonly string[] {
  return list(values).flatMap((value) => text(value) ?? []);
}

/** `&{name}` stands for IAM's own `${name}`, which the program's language would replace. */
function variables(value: string, version: string): string {
  if (version === OLD_VERSION && value.includes("&{")) {
    throw new Error(`found &{ sequence in (${value}), which is not supported in document version ${OLD_VERSION}`);
  }
  return value.replaceAll("&{", "${");
}

function checkSids(statements: readonly PolicyStatement[], subject: string): void {
  const seen = new Set<string>();
  for (const { Sid } of statements) {
    if (!Sid) continue;
    if (seen.has(Sid)) throw new Error(`${subject} "${Sid}" of an IAM policy document is used twice: make it unique`);
    seen.add(Sid);
  }
}

/** A document given as JSON. */
function givenDocument(source: Value): readonly PolicyDocument[] {
  const json = text(source);
  if (json === undefined || json === "") return [];
  const { Version = "", Id = "", Statement = [] } = JSON.parse(json) as Partial<PolicyDocument>;
  return [{ Version, Id, Statement: [Statement].flat().map(givenStatement) }];
}

function givenStatement(statement: PolicyStatement): PolicyStatement {
  return ordered({
    ...statement,
    ...(statement.Principal === undefined ? {} : { Principal: givenPrincipals(statement.Principal) }),
    ...(statement.NotPrincipal === undefined ? {} : { NotPrincipal: givenPrincipals(statement.NotPrincipal) }),
    ...(statement.Condition === undefined ? {} : { Condition: givenConditions(statement.Condition) }),
  });
}

type Record_ = { readonly [key: string]: Json };

function givenPrincipals(given: Json): Json {
  if (typeof given === "string") return principals([{ type: "*", identifiers: ["*"] }]);
  const byType = Object.entries(given as Record_).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(
    byType.map(([type, value]) => [type, Array.isArray(value) ? [...(value as string[])].sort().reverse() : value]),
  );
}

function givenConditions(given: Json): Json {
  return conditions(
    Object.entries(given as { readonly [test: string]: Record_ }).flatMap(([test, variablesOf]) =>
      Object.entries(variablesOf).map(([variable, values]) => ({
        test,
        variable,
        values: [values].flat().map(String),
      })),
    ),
  );
}
