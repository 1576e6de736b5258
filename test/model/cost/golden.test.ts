import { differences, GOLDEN_CASES } from "./golden";

/** Resource types that the cases cover. Coverage never shrinks: a type leaves this list only with its cases. */
const COVERED = [
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/stage:Stage",
  "aws:apigatewayv2/api:Api",
  "aws:autoscaling/group:Group",
  "aws:cloudfront/distribution:Distribution",
  "aws:cloudfront/function:Function",
  "aws:cloudtrail/trail:Trail",
  "aws:cloudwatch/eventBus:EventBus",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:dynamodb/table:Table",
  "aws:ebs/snapshot:Snapshot",
  "aws:ebs/volume:Volume",
  "aws:ec2/eip:Eip",
  "aws:ec2/instance:Instance",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ecr/repository:Repository",
  "aws:ecs/service:Service",
  "aws:efs/fileSystem:FileSystem",
  "aws:eks/cluster:Cluster",
  "aws:elasticache/cluster:Cluster",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elb/loadBalancer:LoadBalancer",
  "aws:globalaccelerator/accelerator:Accelerator",
  "aws:globalaccelerator/endpointGroup:EndpointGroup",
  "aws:kms/key:Key",
  "aws:lambda/function:Function",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:rds/cluster:Cluster",
  "aws:rds/clusterInstance:ClusterInstance",
  "aws:rds/instance:Instance",
  "aws:route53/healthCheck:HealthCheck",
  "aws:route53/record:Record",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:sns/topic:Topic",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:sqs/queue:Queue",
  "aws:ssm/parameter:Parameter",
  "aws:wafv2/webAcl:WebAcl",
  "data transfer",
];

const typeOf = (golden: (typeof GOLDEN_CASES)[number]): string => golden.pulumi.type ?? "data transfer";

describe(`the estimate agrees with infracost on ${GOLDEN_CASES.length} cases of ${COVERED.length} resource types`, () => {
  test("every type of the cases is on the list of covered types, and none has left", () => {
    expect([...new Set(GOLDEN_CASES.map(typeOf))].sort()).toEqual(COVERED);
  });

  test("all 111 cases are there", () => {
    expect(GOLDEN_CASES).toHaveLength(111);
  });

  for (const golden of GOLDEN_CASES) {
    test(`${golden.id} (${typeOf(golden)}): every component to the cent, and no other`, () => {
      expect(differences(golden)).toEqual([]);
    });
  }
});
