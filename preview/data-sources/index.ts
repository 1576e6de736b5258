import { type PropertyMap, UNKNOWN } from "../../model/value";
import { callerIdentity, defaultTags } from "./account";
import type { DataSource, DataSourceContext } from "./context";
import { image, imageIds, parameter } from "./images";
import { availabilityZone, availabilityZones, partition, region, regions } from "./places";
import { policyDocument } from "./policy-document";

export type { DataSourceContext } from "./context";

const SOURCES: { readonly [token: string]: DataSource } = {
  "aws:index/getAvailabilityZone:getAvailabilityZone": availabilityZone,
  "aws:index/getAvailabilityZones:getAvailabilityZones": availabilityZones,
  "aws:index/getCallerIdentity:getCallerIdentity": callerIdentity,
  "aws:index/getDefaultTags:getDefaultTags": defaultTags,
  "aws:index/getPartition:getPartition": partition,
  "aws:index/getRegion:getRegion": region,
  "aws:index/getRegions:getRegions": regions,
  "aws:ec2/getAmi:getAmi": image,
  "aws:ec2/getAmiIds:getAmiIds": imageIds,
  "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
  "aws:ssm/getParameter:getParameter": parameter,
};

/** Answers a provider's function with what can be known of it without the cloud. */
export function answer(token: string, args: PropertyMap, context: DataSourceContext): PropertyMap {
  const source = SOURCES[token];
  if (source !== undefined) return source(args, context);
  context.assume("Only its arguments are known here; the rest of the answer is unknown.");
  return { ...args, id: UNKNOWN };
}
