import { type PropertyMap, UNKNOWN } from "../../model/value";
import { callerIdentity, defaultTags } from "./account";
import { cloudfrontPolicy, logDeliveryUser } from "./cloudfront-policies";
import type { DataSource, DataSourceContext } from "./context";
import { policy, role, sessionContext } from "./identities";
import { image, imageIds, parameter } from "./images";
import { loadBalancerAccount, loadBalancerZone } from "./load-balancer-zones";
import {
  cluster,
  eventBus,
  keyAlias,
  kubernetesCluster,
  lambdaFunction,
  logGroup,
  queue,
  repository,
  stateMachine,
  stream,
  table,
  topic,
} from "./named-resources";
import { arnParts, billingAccount, bucket, hostedZone, service, servicePrincipal } from "./names";
import { defaultNetwork, network, prefixList, routeTable, securityGroup, subnet, subnets } from "./networks";
import { availabilityZone, availabilityZones, partition, region, regions } from "./places";
import { policyDocument } from "./policy-document";
import {
  clusterToken,
  decryptedSecrets,
  parametersByPath,
  randomPassword,
  registryToken,
  secretVersion,
} from "./secrets";

export type { DataSourceContext } from "./context";

const SOURCES: { readonly [token: string]: DataSource } = {
  "aws:cloudfront/getCachePolicy:getCachePolicy": cloudfrontPolicy,
  "aws:cloudfront/getLogDeliveryCanonicalUserId:getLogDeliveryCanonicalUserId": logDeliveryUser,
  "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": cloudfrontPolicy,
  "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": cloudfrontPolicy,
  "aws:cloudwatch/getEventBus:getEventBus": eventBus,
  "aws:cloudwatch/getLogGroup:getLogGroup": logGroup,
  "aws:dynamodb/getTable:getTable": table,
  "aws:ec2/getAmi:getAmi": image,
  "aws:ec2/getAmiIds:getAmiIds": imageIds,
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": prefixList,
  "aws:ec2/getPrefixList:getPrefixList": prefixList,
  "aws:ec2/getRouteTable:getRouteTable": routeTable,
  "aws:ec2/getSecurityGroup:getSecurityGroup": securityGroup,
  "aws:ec2/getSubnet:getSubnet": subnet,
  "aws:ec2/getSubnets:getSubnets": subnets,
  "aws:ec2/getVpc:getVpc": network,
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": registryToken,
  "aws:ecr/getRepository:getRepository": repository,
  "aws:ecs/getCluster:getCluster": cluster,
  "aws:eks/getCluster:getCluster": kubernetesCluster,
  "aws:eks/getClusterAuth:getClusterAuth": clusterToken,
  "aws:elb/getHostedZoneId:getHostedZoneId": loadBalancerZone,
  "aws:elb/getServiceAccount:getServiceAccount": loadBalancerAccount,
  "aws:iam/getPolicy:getPolicy": policy,
  "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
  "aws:iam/getRole:getRole": role,
  "aws:iam/getSessionContext:getSessionContext": sessionContext,
  "aws:index/getArn:getArn": arnParts,
  "aws:index/getAvailabilityZone:getAvailabilityZone": availabilityZone,
  "aws:index/getAvailabilityZones:getAvailabilityZones": availabilityZones,
  "aws:index/getBillingServiceAccount:getBillingServiceAccount": billingAccount,
  "aws:index/getCallerIdentity:getCallerIdentity": callerIdentity,
  "aws:index/getDefaultTags:getDefaultTags": defaultTags,
  "aws:index/getPartition:getPartition": partition,
  "aws:index/getRegion:getRegion": region,
  "aws:index/getRegions:getRegions": regions,
  "aws:index/getService:getService": service,
  "aws:index/getServicePrincipal:getServicePrincipal": servicePrincipal,
  "aws:kinesis/getStream:getStream": stream,
  "aws:kms/getAlias:getAlias": keyAlias,
  "aws:kms/getSecrets:getSecrets": decryptedSecrets,
  "aws:lambda/getFunction:getFunction": lambdaFunction,
  "aws:lb/getHostedZoneId:getHostedZoneId": loadBalancerZone,
  "aws:route53/getZone:getZone": hostedZone,
  "aws:s3/getBucket:getBucket": bucket,
  "aws:secretsmanager/getRandomPassword:getRandomPassword": randomPassword,
  "aws:secretsmanager/getSecretVersion:getSecretVersion": secretVersion,
  "aws:sfn/getStateMachine:getStateMachine": stateMachine,
  "aws:sns/getTopic:getTopic": topic,
  "aws:sqs/getQueue:getQueue": queue,
  "aws:ssm/getParameter:getParameter": parameter,
  "aws:ssm/getParametersByPath:getParametersByPath": parametersByPath,
  "awsx:ec2:getDefaultVpc": defaultNetwork,
};

/** Answers a provider's function with what can be known of it without the cloud. */
export function answer(token: string, args: PropertyMap, context: DataSourceContext): PropertyMap {
  const source = SOURCES[token];
  if (source !== undefined) return source(args, context);
  context.assume("Only its arguments are known here; the rest of the answer is unknown.");
  return { ...args, id: UNKNOWN };
}
