import type { Pricer } from "../context";
import { httpOrWebSocketApi, restApi, restStage } from "./api-gateway";
import { autoscalingGroup } from "./autoscaling-group";
import { backupPlan } from "./backup-plan";
import { classicLoadBalancer } from "./classic-load-balancer";
import { cloudfrontDistribution, cloudfrontFunction } from "./cloudfront";
import { cloudtrail } from "./cloudtrail";
import { compositeAlarm, dashboard, eventBus, logGroup, logMetricFilter, metricAlarm } from "./cloudwatch";
import { ecrRepository, ecsCluster, eksCluster } from "./containers";
import { dbInstance } from "./db-instance";
import { dynamodbTable } from "./dynamodb-table";
import { ebsVolume } from "./ebs-volume";
import { ecsService } from "./ecs-service";
import { eip } from "./eip";
import { cacheCluster, replicationGroup } from "./elasticache";
import { efsFileSystem } from "./file-system";
import { flowLog } from "./flow-log";
import { accelerator, acceleratorEndpoints } from "./global-accelerator";
import { instance } from "./instance";
import { lambdaFunction } from "./lambda";
import { loadBalancer } from "./load-balancer";
import { natGateway } from "./nat-gateway";
import { rdsCluster, rdsClusterInstance } from "./rds-cluster";
import { rdsProxy } from "./rds-proxy";
import { dnsNamespace, route53HealthCheck, route53Record, route53Zone } from "./route53";
import { s3Bucket } from "./s3-bucket";
import { scalingPolicy } from "./scaling-policy";
import { kmsKey, secret, ssmParameter } from "./secrets";
import { ebsSnapshot, ebsSnapshotCopy, snapshotPolicy } from "./snapshots";
import { snsSubscription, snsTopic } from "./sns";
import { sqsQueue } from "./sqs-queue";
import { stateMachine } from "./step-functions";
import { vpcEndpoint } from "./vpc-endpoint";
import { webAcl } from "./web-acl";

/** Who prices which type of resource. */
export const PRICERS: { readonly [type: string]: Pricer } = {
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:apigateway/restApi:RestApi": restApi,
  "aws:apigateway/stage:Stage": restStage,
  "aws:apigatewayv2/api:Api": httpOrWebSocketApi,
  "aws:appautoscaling/policy:Policy": scalingPolicy,
  "aws:autoscaling/group:Group": autoscalingGroup,
  "aws:autoscaling/policy:Policy": scalingPolicy,
  "aws:backup/plan:Plan": backupPlan,
  "aws:cloudfront/distribution:Distribution": cloudfrontDistribution,
  "aws:cloudfront/function:Function": cloudfrontFunction,
  "aws:cloudtrail/trail:Trail": cloudtrail,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": compositeAlarm,
  "aws:cloudwatch/dashboard:Dashboard": dashboard,
  "aws:cloudwatch/eventBus:EventBus": eventBus,
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": logMetricFilter,
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": snapshotPolicy,
  "aws:dynamodb/table:Table": dynamodbTable,
  "aws:ebs/snapshot:Snapshot": ebsSnapshot,
  "aws:ebs/snapshotCopy:SnapshotCopy": ebsSnapshotCopy,
  "aws:ebs/volume:Volume": ebsVolume,
  "aws:ec2/eip:Eip": eip,
  "aws:ec2/flowLog:FlowLog": flowLog,
  "aws:ec2/instance:Instance": instance,
  "aws:ec2/natGateway:NatGateway": natGateway,
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
  "aws:ecr/repository:Repository": ecrRepository,
  "aws:ecs/cluster:Cluster": ecsCluster,
  "aws:ecs/service:Service": ecsService,
  "aws:efs/fileSystem:FileSystem": efsFileSystem,
  "aws:eks/cluster:Cluster": eksCluster,
  "aws:elasticache/cluster:Cluster": cacheCluster,
  "aws:elasticache/replicationGroup:ReplicationGroup": replicationGroup,
  "aws:elb/loadBalancer:LoadBalancer": classicLoadBalancer,
  "aws:globalaccelerator/accelerator:Accelerator": accelerator,
  "aws:globalaccelerator/endpointGroup:EndpointGroup": acceleratorEndpoints,
  "aws:kms/externalKey:ExternalKey": kmsKey,
  "aws:kms/key:Key": kmsKey,
  "aws:kms/replicaKey:ReplicaKey": kmsKey,
  "aws:lambda/function:Function": lambdaFunction,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:rds/cluster:Cluster": rdsCluster,
  "aws:rds/clusterInstance:ClusterInstance": rdsClusterInstance,
  "aws:rds/instance:Instance": dbInstance,
  "aws:rds/proxy:Proxy": rdsProxy,
  "aws:route53/healthCheck:HealthCheck": route53HealthCheck,
  "aws:route53/record:Record": route53Record,
  "aws:route53/zone:Zone": route53Zone,
  "aws:s3/bucket:Bucket": s3Bucket,
  "aws:s3/bucketV2:BucketV2": s3Bucket,
  "aws:secretsmanager/secret:Secret": secret,
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": dnsNamespace,
  "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace": dnsNamespace,
  "aws:sfn/stateMachine:StateMachine": stateMachine,
  "aws:sns/topic:Topic": snsTopic,
  "aws:sns/topicSubscription:TopicSubscription": snsSubscription,
  "aws:sqs/queue:Queue": sqsQueue,
  "aws:ssm/parameter:Parameter": ssmParameter,
  "aws:wafv2/webAcl:WebAcl": webAcl,
};
