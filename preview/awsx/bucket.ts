import { text } from "../../model/value";
import type { ConstructContext, Registered, Tracked } from "../remote/construct";
import { aliasOfType } from "./aliases";
import { apply, defined, isGiven, type Optional, output, properties } from "./output";

/** A bucket that a component makes by itself, or one that it was given. */
export interface Bucket {
  readonly bucket?: Registered;
  readonly name: Tracked;
  readonly arn: Tracked;
}

/** Makes a bucket unless `argument` names one that exists. */
export async function requiredBucket(context: ConstructContext, argument: Optional): Promise<Bucket> {
  const { existing, args } = properties(argument) ?? {};
  if (isGiven(existing) && isGiven(args)) {
    throw new Error("A bucket's existing and args exclude each other: name an existing bucket or describe a new one.");
  }
  if (isGiven(existing)) return existingBucket(properties(existing) ?? {});
  const { name, urn, register } = context;
  const aliases = [aliasOfType(urn, "aws:s3/bucketV2:BucketV2", name)];
  const inputs = defined({ forceDestroy: true, ...properties(args) });
  const bucket = await register("aws:s3/bucket:Bucket", name, inputs, { options: { aliases } });
  return { bucket, name: bucket.output("bucket"), arn: bucket.output("arn") };
}

function existingBucket({ arn, name }: { readonly [property: string]: Optional }): Bucket {
  if (isGiven(arn))
    return { arn: output(arn), name: apply(arn, (value) => text(value)?.split(":").slice(5).join(":")) };
  if (isGiven(name)) return { name: output(name), arn: apply(name, (value) => `arn:aws:::${text(value)}`) };
  throw new Error("s3Bucket.existing must name the bucket by its arn or its name.");
}
