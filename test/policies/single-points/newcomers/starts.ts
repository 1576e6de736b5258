import * as aws from "@pulumi/aws";
import { jsonStringify } from "@pulumi/pulumi";
import { program } from "../program/case";
import { flat, lambda, launch, ROLE } from "./ground";

const zone = (i: number) => `us-east-1${"abc"[i]}`;

/** A function that runs in one subnet of two. */
function confined(name: string) {
  const { subnets } = flat(2, zone);
  return lambda(name, { vpcConfig: { subnetIds: [subnets[0]?.id ?? ""], securityGroupIds: ["sg-1"] } });
}

program("API of which a function in one subnet lets callers in", ["guard"], () => {
  const guard = confined("guard");
  const api = new aws.apigatewayv2.Api("api", { protocolType: "HTTP", target: lambda("fn").arn });
  new aws.apigatewayv2.Authorizer("guard", {
    apiId: api.id,
    authorizerType: "REQUEST",
    authorizerUri: guard.invokeArn,
    authorizerPayloadFormatVersion: "2.0",
    name: "guard",
  });
});

program("uploads that a function in one subnet makes small pictures of", ["thumbs"], () => {
  const uploads = new aws.s3.Bucket("uploads");
  const lambdaFunctionArn = confined("thumbs").arn;
  const lambdaFunctions = [{ lambdaFunctionArn, events: ["s3:ObjectCreated:*"] }];
  new aws.s3.BucketNotification("uploads", { bucket: uploads.id, lambdaFunctions });
});

program("changes of a table that a function in one subnet sends on", ["index"], () => {
  const items = new aws.dynamodb.Table("items", {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    streamEnabled: true,
    streamViewType: "NEW_IMAGE",
  });
  new aws.lambda.EventSourceMapping("index", {
    eventSourceArn: items.streamArn,
    functionName: confined("index").name,
    startingPosition: "LATEST",
    maximumRetryAttempts: 5,
  });
});

program("requests that an API only puts into a queue, and a function in one subnet takes", ["take"], () => {
  const jobs = new aws.sqs.Queue("jobs");
  const api = new aws.apigatewayv2.Api("api", { protocolType: "HTTP" });
  new aws.apigatewayv2.Integration("jobs", {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationSubtype: "SQS-SendMessage",
    credentialsArn: ROLE,
    payloadFormatVersion: "1.0",
    requestParameters: { QueueUrl: jobs.url, MessageBody: "$request.body" },
  });
  new aws.lambda.EventSourceMapping("jobs", { eventSourceArn: jobs.arn, functionName: confined("take").name });
});

program("function in one subnet that a timetable starts at night", [], () => {
  const nightly = new aws.cloudwatch.EventRule("nightly", { scheduleExpression: "cron(0 3 * * ? *)" });
  new aws.cloudwatch.EventTarget("nightly", { rule: nightly.name, arn: confined("clean").arn });
});

program("function in one subnet that orders on a bus start", ["bill"], () => {
  const placed = new aws.cloudwatch.EventRule("placed", {
    eventBusName: new aws.cloudwatch.EventBus("orders").name,
    eventPattern: jsonStringify({ "detail-type": ["placed"] }),
  });
  new aws.cloudwatch.EventTarget("placed", { rule: placed.name, arn: confined("bill").arn });
});

program("Kubernetes on a group of machines of one's own a zone", [], () => {
  const { subnetIds } = flat(2, zone);
  const cluster = new aws.eks.Cluster("k8s", { roleArn: ROLE, vpcConfig: { subnetIds } });
  const userData = cluster.name.apply((name) =>
    Buffer.from(`#!/bin/bash\n/etc/eks/bootstrap.sh ${name}`).toString("base64"),
  );
  const template = { id: launch(userData).id, version: "$Latest" };
  subnetIds.forEach((subnet, i) => {
    new aws.autoscaling.Group(`nodes-${i}`, {
      vpcZoneIdentifiers: [subnet],
      minSize: 1,
      maxSize: 5,
      launchTemplate: template,
    });
  });
});
