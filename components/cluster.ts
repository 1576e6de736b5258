import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Tags, tagged } from "./tags";

export interface ClusterArgs {
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** Where services run: an ECS cluster with metrics per service, and the names by which services find each other. */
export class Cluster extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  /** Service Connect namespace. */
  readonly namespaceArn: pulumi.Output<string>;
  /** What must exist before a service may choose what its tasks run on. */
  readonly capacityProviders: pulumi.Resource;

  constructor(name: string, args: ClusterArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:compute:Cluster", name, args, opts);
    const { tags } = args;

    const namespace = new aws.servicediscovery.HttpNamespace(
      name,
      { description: "Names of services, seen by each other only", tags: tagged(name, tags) },
      { parent: this },
    );
    const cluster = new aws.ecs.Cluster(
      name,
      {
        settings: [{ name: "containerInsights", value: "enabled" }],
        serviceConnectDefaults: { namespace: namespace.arn },
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    this.capacityProviders = new aws.ecs.ClusterCapacityProviders(
      name,
      { clusterName: cluster.name, capacityProviders: ["FARGATE", "FARGATE_SPOT"] },
      { parent: this },
    );

    this.arn = cluster.arn;
    this.clusterName = cluster.name;
    this.namespaceArn = namespace.arn;
    this.registerOutputs({ arn: this.arn, clusterName: this.clusterName, namespaceArn: this.namespaceArn });
  }
}
