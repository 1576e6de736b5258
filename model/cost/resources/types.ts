/** Type tokens that more than one pricer asks for. */
export const SUBNET = "aws:ec2/subnet:Subnet";
export const EIP = "aws:ec2/eip:Eip";
export const EIP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";
export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
export const INSTANCE = "aws:ec2/instance:Instance";
export const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
export const VOLUME = "aws:ebs/volume:Volume";
export const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
export const SCALING_TARGET = "aws:appautoscaling/target:Target";
export const RDS_INSTANCE = "aws:rds/instance:Instance";
export const RDS_CLUSTER = "aws:rds/cluster:Cluster";
export const REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
export const TOPIC_SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
export const TOPIC = "aws:sns/topic:Topic";
