import { flag, isUnknown } from "../../model/value";
import { rule } from "../rule";

/** Argument by which a deletion takes with it what is inside. */
const FORCED: { readonly [type: string]: string } = {
  "s3/Bucket": "forceDestroy",
  "ecr/Repository": "forceDelete",
  "backup/Vault": "forceDestroy",
};

/** AWS refuses to delete a bucket that holds something, unless the program empties it first. */
export const bucketsSurviveADestroy = rule({
  name: "buckets-survive-a-destroy",
  displayName: "Buckets survive a destroy",
  description: "A bucket, a repository and a backup vault must not be emptied so that they can be deleted.",
  severity: "medium",
  kind: "durability",
  tags: ["data"],
  remediationSteps: "Leave `forceDestroy` (or `forceDelete`) out or false; empty by hand what is really to go.",
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/",
  about: Object.keys(FORCED),
  judge: ({ index }) =>
    Object.entries(FORCED).flatMap(([type, argument]) =>
      index
        .ofType(type)
        .filter(
          ({ inputs, options }) =>
            flag(inputs[argument]) === true && options.protect !== true && !isUnknown(inputs[argument]),
        )
        .map(({ urn, name }) => ({
          outcome: "violation" as const,
          urn,
          message: `${name} is emptied and deleted with the stack (\`${argument}: true\`), with all that it holds.`,
        })),
    ),
});
