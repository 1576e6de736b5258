import type { PlannedResource } from "../../../model/plan";
import { flag, isUnknown, list, record, text } from "../../../model/value";
import type { Faults } from "../../each-resource";
import { documentOf, statementsIn, textsOf } from "../../policy-document";
import type { Subject } from "../../subject";

const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export function blockFaults({ inputs }: PlannedResource): Faults {
  const open = BLOCKS.filter((each) => flag(inputs[each]) === false);
  return [open.length > 0 && `lets its bucket be public: ${open.map((each) => `\`${each}\``).join(", ")} false`];
}

/** A statement for everybody, without a condition that says who. */
export function policyFaults({ inputs }: PlannedResource): Faults {
  const statements = statementsIn(documentOf(inputs.policy) ?? "") ?? [];
  return statements
    .filter(
      ({ Effect, Condition, Principal }) => Effect === "Allow" && Condition === undefined && isEverybody(Principal),
    )
    .map(({ Action }) => `lets everybody do ${textsOf(Action).join(", ") || "something"}`);
}

function isEverybody(principal: unknown): boolean {
  if (principal === "*") return true;
  const accounts = typeof principal === "object" && principal !== null ? record(principal as never).AWS : undefined;
  return textsOf(accounts).includes("*");
}

/**
 * A bucket without a block of which the plan does not show that nobody opens it: its policy is not known, or it takes ACLs.
 * AWS blocks new buckets by itself since April 2023, and no longer does once a program has taken its own block away.
 */
export function unblockedFault({ index }: Subject, bucket: PlannedResource): string | undefined {
  const blocked =
    index.ofType("s3/AccountPublicAccessBlock").length > 0 ||
    index.referring(bucket, "s3/BucketPublicAccessBlock", "bucket").length > 0;
  if (blocked) return undefined;
  const policies = index.referring(bucket, "s3/BucketPolicy", "bucket");
  const owners = index.referring(bucket, "s3/BucketOwnershipControls", "bucket");
  const takesAcls = owners.some(({ inputs }) =>
    ["ObjectWriter", "BucketOwnerPreferred"].includes(
      text(record(list(inputs.rule)[0] ?? inputs.rule).objectOwnership) ?? "",
    ),
  );
  const what = takesAcls
    ? "an ACL"
    : policies.some(({ inputs }) => isUnknown(inputs.policy))
      ? "its policy"
      : undefined;
  return what && `has no \`BucketPublicAccessBlock\`: nothing in the program keeps ${what} from making it public`;
}
