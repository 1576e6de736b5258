import type { StackValidationPolicy } from "@pulumi/policy";
import type { Urn } from "../model/plan";

/**
 * A resource that a rule leaves alone on purpose, until a day. It stands under the rule in the pack's configuration, and is
 * reported as exempt, with its reason.
 */
export interface Exemption {
  /** Logical name or URN of the resource. */
  readonly resource: string;
  readonly reason: string;
  /** The last day that it holds, in UTC, such as `2027-03-31`. From the next one on, the finding counts again. */
  readonly expires: string;
  /**
   * Ticket or decision under which it was agreed.
   * @default - none
   */
  readonly id?: string;
}

const someText = { type: "string", minLength: 1 } as const;

/** The part of every rule's configuration schema that takes exemptions. */
export const exemptionSchema: NonNullable<StackValidationPolicy["configSchema"]>["properties"] = {
  exemptions: {
    type: "array",
    description:
      "Resources that this rule leaves alone: the name or URN of each, the reason, the last day that it holds, and the id " +
      "of the decision.",
    items: {
      type: "object",
      properties: {
        resource: someText,
        reason: someText,
        expires: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
        id: someText,
      },
      required: ["resource", "reason", "expires"],
    },
  },
};

/** Whether a finding is exempt, and what its message says of the exemption before anything else. */
export interface ExemptionAnswer {
  readonly exempt: boolean;
  readonly note: string;
}

/** Of several exemptions of one resource, one that holds counts. */
export function exemptionOf(
  { urn }: { readonly urn: Urn },
  exemptions: readonly Exemption[],
  today: Date,
): ExemptionAnswer {
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  const answers = exemptions
    .filter(({ resource }) => resource === urn || resource === name)
    .map((exemption) => answerOf(exemption, today));
  return answers.find(({ exempt }) => exempt) ?? answers[0] ?? { exempt: false, note: "" };
}

function answerOf({ reason, expires, id }: Exemption, today: Date): ExemptionAnswer {
  const said = id ? `${id}: ${reason}` : reason;
  if (!reason) return { exempt: false, note: "Its exemption gives no reason, so it counts. " };
  if (!isDay(expires)) {
    return { exempt: false, note: `Its exemption (${said}) has no \`expires\` such as 2027-03-31, so it counts. ` };
  }
  if (today.toISOString().slice(0, 10) > expires) {
    return { exempt: false, note: `Its exemption (${said}) ended on ${expires}, so it counts again. ` };
  }
  return { exempt: true, note: `Exempt until ${expires} (${said}): ` };
}

/** A day that the calendar has, written as ISO 8601 does. */
function isDay(written: unknown): written is string {
  if (typeof written !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(written)) return false;
  const parsed = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(written);
}
