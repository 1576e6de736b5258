import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Urn } from "../model/plan";

/** A resource that a rule leaves alone on purpose. It is reported as exempt, with its reason. */
export interface Exemption {
  /** Ticket or decision under which it was agreed. */
  readonly id: string;
  /** Logical name or URN of the resource. */
  readonly resource: string;
  readonly reason: string;
}

export const exemptionSchema: PolicyConfigSchema = {
  properties: {
    exemptions: {
      type: "array",
      description: "Resources that this rule leaves alone, each with an id, its name or URN, and the reason.",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          resource: { type: "string", minLength: 1 },
          reason: { type: "string", minLength: 1 },
        },
        required: ["id", "resource", "reason"],
      },
    },
  },
};

/** The exemption that covers a resource; one without an id or a reason covers nothing. */
export function exemptionOf({ urn }: { readonly urn: Urn }, exemptions: readonly Exemption[]): Exemption | undefined {
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  return exemptions.find(
    (each) => Boolean(each.id && each.reason) && (each.resource === urn || each.resource === name),
  );
}
