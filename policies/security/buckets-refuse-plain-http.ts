import type { PlannedResource } from "../../model/plan";
import { isUnknown, list } from "../../model/value";
import { faultsOf } from "../each-resource";
import { documentOf, type Statement, statementsIn, textsOf } from "../policy-document";
import { rule } from "../rule";
import type { Subject } from "../subject";

/** S3 answers over plain HTTP as well, where anybody on the way reads the objects, and the signature of a link to one. */
export const bucketsRefusePlainHttp = rule({
  name: "buckets-refuse-plain-http",
  displayName: "Buckets refuse plain HTTP",
  description: "A bucket must have a policy that refuses what does not come over TLS, unless it is a website.",
  severity: "low",
  kind: "security",
  tags: ["security", "data"],
  remediationSteps:
    "Add an `aws.s3.BucketPolicy` with a statement that denies everybody `s3:*` on the bucket and its objects where " +
    '`aws:SecureTransport` is `"false"`.',
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
  about: ["s3/Bucket"],
  judge: (subject) => faultsOf(subject, ["s3/Bucket"], (bucket) => [plainFault(subject, bucket)]),
});

/** A policy that the preview does not know may refuse it; a website has no TLS, and whoever reads it no other way. */
function plainFault({ index }: Subject, bucket: PlannedResource): string | false {
  const websites = ["s3/BucketWebsiteConfiguration", "s3/BucketWebsiteConfigurationV2", "s3/BucketWebsite"];
  if (bucket.inputs.website !== undefined) return false;
  if (websites.some((type) => index.referring(bucket, type, "bucket").length > 0)) return false;
  const policies = index.referring(bucket, "s3/BucketPolicy", "bucket").map(({ inputs }) => inputs.policy);
  const documents = [bucket.inputs.policy, ...policies].filter((each) => each !== undefined);
  const mayRefuse = documents.some((each) => isUnknown(each) || refuses(documentOf(each)));
  return !mayRefuse && "answers over plain HTTP: no policy of it denies what comes without TLS";
}

function refuses(document: string | undefined): boolean {
  return document === undefined || (statementsIn(document) ?? []).some(isRefusal);
}

function isRefusal({ Effect, Condition }: Statement): boolean {
  if (Effect !== "Deny" || typeof Condition !== "object" || Condition === null) return false;
  return Object.values(Condition as object).some((keys) =>
    Object.entries((keys ?? {}) as object).some(([key, value]) => {
      const values = textsOf(list(value as never).length > 0 ? value : String(value));
      if (key.toLowerCase() === "s3:tlsversion") return true;
      return key.toLowerCase() === "aws:securetransport" && values.map((each) => each.toLowerCase()).includes("false");
    }),
  );
}
