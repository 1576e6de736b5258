import { type PropertyMap, UNKNOWN } from "../../model/value";
import { callerIdentity, defaultTags } from "./account";
import { cloudfrontPolicy, logDeliveryUser } from "./cloudfront-policies";
import type { DataSource, DataSourceContext } from "./context";
import { image, imageIds, parameter } from "./images";
import { loadBalancerAccount, loadBalancerZone } from "./load-balancer-zones";
import { arnParts, billingAccount, bucket, hostedZone, service, servicePrincipal } from "./names";
import { defaultNetwork, network, prefixList, routeTable, securityGroup, subnet, subnets } from "./networks";
import { availabilityZone, availabilityZones, partition, region, regions } from "./places";
import { policyDocument } from "./policy-document";

export type { DataSourceContext } from "./context";

const SOURCES: { readonly [token: string]: DataSource } = {
  "aws:cloudfront/getCachePolicy:getCachePolicy": cloudfrontPolicy,
  "aws:cloudfront/getLogDeliveryCanonicalUserId:getLogDeliveryCanonicalUserId": logDeliveryUser,
  "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": cloudfrontPolicy,
  "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": cloudfrontPolicy,
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": prefixList,
  "aws:ec2/getPrefixList:getPrefixList": prefixList,
  "aws:ec2/getRouteTable:getRouteTable": routeTable,
  "aws:ec2/getSecurityGroup:getSecurityGroup": securityGroup,
  "aws:ec2/getSubnet:getSubnet": subnet,
  "aws:ec2/getSubnets:getSubnets": subnets,
  "aws:ec2/getVpc:getVpc": network,
  "aws:elb/getHostedZoneId:getHostedZoneId": loadBalancerZone,
  "aws:elb/getServiceAccount:getServiceAccount": loadBalancerAccount,
  "aws:index/getArn:getArn": arnParts,
  "aws:index/getBillingServiceAccount:getBillingServiceAccount": billingAccount,
  "aws:index/getService:getService": service,
  "aws:index/getServicePrincipal:getServicePrincipal": servicePrincipal,
  "aws:lb/getHostedZoneId:getHostedZoneId": loadBalancerZone,
  "aws:route53/getZone:getZone": hostedZone,
  "aws:s3/getBucket:getBucket": bucket,
  "awsx:ec2:getDefaultVpc": defaultNetwork,
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
