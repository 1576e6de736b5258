import * as aws from "@pulumi/aws";
import { interpolate, jsonStringify } from "@pulumi/pulumi";
import { program } from "../program/case";
import { flat, front, lambda, launch, machine, ROLE, task } from "./ground";

const zone = (i: number) => `us-east-1${"abc"[i]}`;

program("stream that one machine reads", ["reader"], () => {
  const clicks = new aws.kinesis.Stream("clicks", { streamModeDetails: { streamMode: "ON_DEMAND" } });
  const collect = lambda("collect", { environment: { variables: { STREAM: clicks.name } } });
  new aws.apigatewayv2.Api("api", { protocolType: "HTTP", target: collect.arn });
  machine("reader", { userData: interpolate`#!/bin/sh\nexec /opt/reader --stream ${clicks.name}` });
});

program("stream that a function and a delivery to a bucket read", [], () => {
  const clicks = new aws.kinesis.Stream("clicks", { shardCount: 2, retentionPeriod: 48 });
  const count = lambda("count");
  new aws.lambda.EventSourceMapping("count", {
    eventSourceArn: clicks.arn,
    functionName: count.arn,
    startingPosition: "LATEST",
    maximumRetryAttempts: 3,
    bisectBatchOnFunctionError: true,
  });
  const archive = new aws.s3.Bucket("archive");
  new aws.kinesis.FirehoseDeliveryStream("archive", {
    destination: "extended_s3",
    kinesisSourceConfiguration: { kinesisStreamArn: clicks.arn, roleArn: ROLE },
    extendedS3Configuration: { bucketArn: archive.arn, roleArn: ROLE },
  });
});

program("steps that an API starts, one of them a function in one subnet", ["charge"], () => {
  const { subnets } = flat(2, zone);
  const charge = lambda("charge", { vpcConfig: { subnetIds: [subnets[0]?.id ?? ""], securityGroupIds: ["sg-1"] } });
  const order = new aws.sfn.StateMachine("order", {
    roleArn: ROLE,
    definition: jsonStringify({
      StartAt: "Charge",
      States: { Charge: { Type: "Task", Resource: charge.arn, End: true } },
    }),
  });
  const api = new aws.apigatewayv2.Api("api", { protocolType: "HTTP" });
  new aws.apigatewayv2.Integration("order", {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationSubtype: "StepFunctions-StartExecution",
    credentialsArn: ROLE,
    payloadFormatVersion: "1.0",
    requestParameters: { StateMachineArn: order.arn, Input: "$request.body" },
  });
});

program("pipe from a queue to a function in two subnets", [], () => {
  const { subnetIds } = flat(2, zone);
  const dead = new aws.sqs.Queue("dead");
  const orders = new aws.sqs.Queue("orders", {
    redrivePolicy: jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
  });
  const ship = lambda("ship", { vpcConfig: { subnetIds, securityGroupIds: ["sg-1"] } });
  new aws.pipes.Pipe("orders", { roleArn: ROLE, source: orders.arn, target: ship.arn });
});

program("Kubernetes on machines of one's own, one of them", ["nodes"], () => {
  const { subnetIds } = flat(3);
  const cluster = new aws.eks.Cluster("k8s", { roleArn: ROLE, vpcConfig: { subnetIds } });
  const userData = cluster.name.apply((name) =>
    Buffer.from(`#!/bin/bash\n/etc/eks/bootstrap.sh ${name}`).toString("base64"),
  );
  new aws.autoscaling.Group("nodes", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 1,
    maxSize: 5,
    launchTemplate: { id: launch(userData).id, version: "$Latest" },
  });
});

/** A function behind an API that knows where something is. */
function knowing(where: aws.s3.Bucket["arn"]) {
  const fn = lambda("fn", { environment: { variables: { WHERE: where } } });
  new aws.apigatewayv2.Api("api", { protocolType: "HTTP", target: fn.arn });
}

const collection = (standbyReplicas?: string) => {
  const search = new aws.opensearch.ServerlessCollection("search", { type: "SEARCH", standbyReplicas });
  knowing(search.collectionEndpoint);
};

program("serverless search without replicas that stand by", ["search"], () => collection("DISABLED"));

program("serverless search as it comes", [], () => collection());

const elastic = (shardInstanceCount?: number) => {
  const docs = new aws.docdb.ElasticCluster("docs", {
    adminUserName: "app",
    adminUserPassword: new aws.ssm.Parameter("docs", { type: "SecureString", value: "from-elsewhere" }).value,
    authType: "PLAIN_TEXT",
    shardCapacity: 2,
    shardCount: 2,
    shardInstanceCount,
  });
  knowing(docs.endpoint);
};

program("elastic documents, an instance a shard", ["docs"], () => elastic(1));

program("elastic documents as they come", [], () => elastic());

program("warehouse over two zones that users ask", [], () => {
  const warehouse = new aws.redshift.Cluster("warehouse", {
    clusterIdentifier: "warehouse",
    nodeType: "ra3.large",
    numberOfNodes: 2,
    multiAz: true,
    encrypted: "true",
    manageMasterPassword: true,
    masterUsername: "app",
  });
  knowing(warehouse.endpoint);
});

program("home directories of a developer's machine, in one zone", [], () => {
  const { subnets } = flat(1, zone);
  const homes = new aws.efs.FileSystem("homes", { availabilityZoneName: "us-east-1a", encrypted: true });
  new aws.efs.MountTarget("homes", { fileSystemId: homes.id, subnetId: subnets[0]?.id ?? "" });
  machine("desk", { subnetId: subnets[0]?.id, userData: interpolate`mount -t efs ${homes.id}:/ /home` });
});

program("function in one subnet that changes a secret once a month", [], () => {
  const { subnets } = flat(2, zone);
  const rotate = lambda("rotate", { vpcConfig: { subnetIds: [subnets[0]?.id ?? ""], securityGroupIds: ["sg-1"] } });
  const secret = new aws.secretsmanager.Secret("token");
  new aws.secretsmanager.SecretRotation("token", {
    secretId: secret.id,
    rotationLambdaArn: rotate.arn,
    rotationRules: { automaticallyAfterDays: 30 },
  });
  const fn = lambda("fn", { environment: { variables: { TOKEN: secret.arn } } });
  new aws.apigatewayv2.Api("api", { protocolType: "HTTP", target: fn.arn });
});

program("a side of a release that CodeDeploy fills when it is time", [], () => {
  const { vpc, subnetIds } = flat(2, zone);
  const { lb, targets: blue } = front(vpc.id, subnetIds, "ip");
  const green = new aws.lb.TargetGroup("green", { vpcId: vpc.id, port: 8080, protocol: "HTTP", targetType: "ip" });
  new aws.lb.Listener("test", {
    loadBalancerArn: lb.arn,
    port: 8443,
    protocol: "HTTP",
    defaultActions: [{ type: "forward", targetGroupArn: green.arn }],
  });
  new aws.ecs.Service("web", {
    cluster: new aws.ecs.Cluster("cluster").arn,
    launchType: "FARGATE",
    taskDefinition: task("web").arn,
    desiredCount: 2,
    deploymentController: { type: "CODE_DEPLOY" },
    networkConfiguration: { subnets: subnetIds, assignPublicIp: true },
    loadBalancers: [{ targetGroupArn: blue.arn, containerName: "web", containerPort: 8080 }],
  });
});

/** Files that a fleet mounts from a file system of FSx. */
function mounted(name: string, dns: aws.s3.Bucket["arn"], vpc: aws.ec2.Vpc, subnetIds: aws.ec2.Subnet["id"][]) {
  const { targets } = front(vpc.id, subnetIds);
  const userData = dns.apply((at) => Buffer.from(`mount -t nfs ${at}:/fsx /${name}`).toString("base64"));
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch(userData).id, version: "$Latest" },
  });
}

program("OpenZFS of two servers in one zone", ["media"], () => {
  const { vpc, subnetIds } = flat(2, zone);
  const media = new aws.fsx.OpenZfsFileSystem("media", {
    deploymentType: "SINGLE_AZ_HA_2",
    storageCapacity: 64,
    throughputCapacity: 160,
    subnetIds: [subnetIds[0] ?? ""],
  });
  mounted("media", media.dnsName, vpc, subnetIds);
});

program("ONTAP over two zones", [], () => {
  const { vpc, subnetIds } = flat(2, zone);
  const media = new aws.fsx.OntapFileSystem("media", {
    deploymentType: "MULTI_AZ_2",
    storageCapacity: 1024,
    throughputCapacityPerHaPair: 384,
    preferredSubnetId: subnetIds[0] ?? "",
    subnetIds,
  });
  const machineOfFiles = new aws.fsx.OntapStorageVirtualMachine("media", { fileSystemId: media.id });
  mounted(
    "media",
    machineOfFiles.endpoints.apply((all) => all[0]?.nfs?.[0]?.dnsName ?? ""),
    vpc,
    subnetIds,
  );
});
