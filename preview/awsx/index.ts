import type { Construct } from "../remote/construct";
import { trail } from "./cloudtrail/trail";
import { defaultVpc } from "./ec2/default-vpc";
import { vpc } from "./ec2/vpc";
import { image } from "./ecr/image";
import { registryImage } from "./ecr/registry-image";
import { repository } from "./ecr/repository";
import { ec2Service, fargateService } from "./ecs/service";
import { EC2, FARGATE, taskDefinition } from "./ecs/task-definition";
import { applicationLoadBalancer } from "./lb/application-load-balancer";
import { networkLoadBalancer } from "./lb/network-load-balancer";
import { targetGroupAttachment } from "./lb/target-group-attachment";

/**
 * The components of AWSX 3.9, by type token: what each registers when its provider constructs it.
 * @public required lazily, which the search for unused exports cannot see
 */
export const constructs: ReadonlyMap<string, Construct> = new Map([
  ["awsx:cloudtrail:Trail", trail],
  ["awsx:ec2:DefaultVpc", defaultVpc],
  ["awsx:ec2:Vpc", vpc],
  ["awsx:ecr:Image", image],
  ["awsx:ecr:RegistryImage", registryImage],
  ["awsx:ecr:Repository", repository],
  ["awsx:ecs:EC2Service", ec2Service],
  ["awsx:ecs:EC2TaskDefinition", taskDefinition(EC2)],
  ["awsx:ecs:FargateService", fargateService],
  ["awsx:ecs:FargateTaskDefinition", taskDefinition(FARGATE)],
  ["awsx:lb:ApplicationLoadBalancer", applicationLoadBalancer],
  ["awsx:lb:NetworkLoadBalancer", networkLoadBalancer],
  ["awsx:lb:TargetGroupAttachment", targetGroupAttachment],
]);
