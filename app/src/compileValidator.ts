import { TypeBoxValidatorCompiler } from "@fastify/type-provider-typebox";
import type { FastifySchemaCompiler } from "fastify";
import type { TSchema } from "typebox";

/**
 * Checks input by its schema. In a query a text stands for a number only when it is written as one, where the library
 * takes `true` for 1.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = (route) => {
  // Texts alone need no conversion, which takes longer than the check.
  const validate = TypeBoxValidatorCompiler(hasTextsAlone(route.schema) ? { ...route, httpPart: "body" } : route);
  const integers = route.httpPart === "querystring" ? integersOf(route.schema) : [];
  return (value: unknown) => {
    const query = value as Readonly<Record<string, unknown>> | null;
    const wrong = integers.find((name) => query?.[name] !== undefined && !/^-?\d+$/.test(String(query[name])));
    if (wrong === undefined) return validate(value);
    const mistake = {
      instancePath: `/${wrong}`,
      message: "must be integer",
      keyword: "type",
      params: {},
      schemaPath: "",
    };
    return { error: [mistake] as never };
  };
};

function hasTextsAlone(schema: TSchema): boolean {
  return Object.values(propertiesOf(schema)).every(({ type }) => type === "string");
}

function propertiesOf(schema: TSchema): Readonly<Record<string, { readonly type?: string }>> {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, { readonly type?: string }>> };
  return properties;
}

function integersOf(schema: TSchema): readonly string[] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, { type }]) => (type === "integer" ? [name] : []));
}
