import type { Pricer } from "../context";
import { autoscalingGroup } from "./autoscaling-group";
import { cloudfrontDistribution, cloudfrontFunction } from "./cloudfront";
import { dashboard, eventBus, logGroup, metricAlarm } from "./cloudwatch";
import { dbInstance } from "./db-instance";
import { ebsVolume } from "./ebs-volume";
import { ecsService } from "./ecs-service";
import { eip } from "./eip";
import { cacheCluster, replicationGroup } from "./elasticache";
import { instance } from "./instance";
import { loadBalancer } from "./load-balancer";
import { natGateway } from "./nat-gateway";
import { route53HealthCheck, route53Record, route53Zone } from "./route53";
import { s3Bucket } from "./s3-bucket";
import { kmsKey, secret, ssmParameter } from "./secrets";
import { snsSubscription, snsTopic } from "./sns";
import { sqsQueue } from "./sqs-queue";
import { vpcEndpoint } from "./vpc-endpoint";
import { webAcl } from "./web-acl";

/** Who prices which type of resource. */
export const PRICERS: { readonly [type: string]: Pricer } = {
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:autoscaling/group:Group": autoscalingGroup,
  "aws:cloudfront/distribution:Distribution": cloudfrontDistribution,
  "aws:cloudfront/function:Function": cloudfrontFunction,
  "aws:cloudwatch/dashboard:Dashboard": dashboard,
  "aws:cloudwatch/eventBus:EventBus": eventBus,
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
  "aws:ebs/volume:Volume": ebsVolume,
  "aws:ec2/eip:Eip": eip,
  "aws:ec2/instance:Instance": instance,
  "aws:ec2/natGateway:NatGateway": natGateway,
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
  "aws:ecs/service:Service": ecsService,
  "aws:elasticache/cluster:Cluster": cacheCluster,
  "aws:elasticache/replicationGroup:ReplicationGroup": replicationGroup,
  "aws:kms/key:Key": kmsKey,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:rds/instance:Instance": dbInstance,
  "aws:route53/healthCheck:HealthCheck": route53HealthCheck,
  "aws:route53/record:Record": route53Record,
  "aws:route53/zone:Zone": route53Zone,
  "aws:s3/bucket:Bucket": s3Bucket,
  "aws:s3/bucketV2:BucketV2": s3Bucket,
  "aws:secretsmanager/secret:Secret": secret,
  "aws:sns/topic:Topic": snsTopic,
  "aws:sns/topicSubscription:TopicSubscription": snsSubscription,
  "aws:sqs/queue:Queue": sqsQueue,
  "aws:ssm/parameter:Parameter": ssmParameter,
  "aws:wafv2/webAcl:WebAcl": webAcl,
};
