import * as aws from "@pulumi/aws";
import { program } from "./case";
import { database, front, httpApi, ids, lambda, landscape, service } from "./landscape";

program("a REST API, a function and a database without a standby", ["db"], () => {
  const land = landscape();
  const db = database("db", land, { multiAz: false });
  const handler = lambda("api", {
    environment: { variables: { HOST: db.address } },
    vpcConfig: { subnetIds: ids(land.privateSubnets), securityGroupIds: ["sg-1"] },
  });
  const api = new aws.apigateway.RestApi("api");
  new aws.apigateway.Integration("api", {
    restApi: api.id,
    resourceId: api.rootResourceId,
    httpMethod: "ANY",
    integrationHttpMethod: "POST",
    type: "AWS_PROXY",
    uri: handler.invokeArn,
  });
});

program("a queue whose function writes to a database without a standby", ["db"], () => {
  const land = landscape();
  const db = database("db", land, { multiAz: false });
  const dead = new aws.sqs.Queue("dead");
  const queue = new aws.sqs.Queue("jobs", {
    redrivePolicy: dead.arn.apply((deadLetterTargetArn) => JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 })),
  });
  const worker = lambda("worker", { environment: { variables: { HOST: db.address } } });
  new aws.lambda.EventSourceMapping("worker", { eventSourceArn: queue.arn, functionName: worker.arn });
});

program("a function behind a load balancer, and sessions in one node", ["sessions"], () => {
  const land = landscape();
  const { target } = front(land, { path: "/" }, "lambda");
  const sessions = new aws.elasticache.ReplicationGroup("sessions", {
    description: "sessions",
    nodeType: "cache.t4g.small",
    numCacheClusters: 1,
  });
  const web = lambda("web", { environment: { variables: { REDIS: sessions.primaryEndpointAddress } } });
  new aws.lb.TargetGroupAttachment("web", { targetGroupArn: target.arn, targetId: web.arn });
});

program("a topic that ends in a worker on one server", ["indexer"], () => {
  const topic = new aws.sns.Topic("orders");
  const queue = new aws.sqs.Queue("index");
  new aws.sns.TopicSubscription("index", { topic: topic.arn, protocol: "sqs", endpoint: queue.arn });
  const hook = lambda("hook", { environment: { variables: { TOPIC: topic.arn } } });
  httpApi(hook);
  new aws.ec2.Instance("indexer", {
    ami: "ami-1",
    instanceType: "t3.small",
    userData: queue.url.apply((url) => `QUEUE=${url}`),
  });
});

program("a stream of brokers in one zone", ["events"], () => {
  const land = landscape();
  const events = new aws.msk.Cluster("events", {
    kafkaVersion: "3.6.0",
    numberOfBrokerNodes: 1,
    brokerNodeGroupInfo: {
      instanceType: "kafka.m7g.large",
      clientSubnets: ids(land.privateSubnets.slice(0, 1)),
      securityGroups: ["sg-1"],
    },
  });
  service("web", land, { front: front(land), environment: { KAFKA: events.bootstrapBrokersTls } });
});
