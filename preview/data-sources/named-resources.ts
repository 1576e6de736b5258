import { type PropertyMap, text, UNKNOWN } from "../../model/value";
import { accountFor } from "./account";
import type { DataSource } from "./context";
import { regionFor } from "./location";
import { partitionOf } from "./regions";

/** Where something lies: what its ARN and its addresses are made of. */
interface Place {
  readonly partition: string;
  readonly dnsSuffix: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** What follows from the name of something that exists. */
type Known = (place: Place) => PropertyMap;

/**
 * Answers for something that exists, whose ARN follows from its name. Forms of ARNs: Service Authorization Reference,
 * "Resource types defined by …"; 2025-11. Which output is the id: the data sources of the AWS provider 6.x.
 */
function existing(nameArgument: string, known: Known): DataSource {
  return (args, context) => {
    const name = text(args[nameArgument]) ?? "";
    const region = regionFor(args, context);
    const { id: partition, dnsSuffix } = partitionOf(region);
    context.assume(`${name} is taken to exist in ${region}: only what follows from its name is known here.`);
    const place = { partition, dnsSuffix, region, account: accountFor(context), name };
    return { ...args, id: UNKNOWN, region, tags: UNKNOWN, ...known(place) };
  };
}

function arn(service: string, resource: string, { partition, region, account, name }: Place): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}${name}`;
}

export const cluster = existing("clusterName", (place) => {
  const clusterArn = arn("ecs", "cluster/", place);
  return { id: clusterArn, arn: clusterArn };
});

export const eventBus = existing("name", (place) => ({ id: place.name, arn: arn("events", "event-bus/", place) }));

export const keyAlias = existing("name", (place) => {
  const aliasArn = arn("kms", "", place);
  return { id: aliasArn, arn: aliasArn };
});

export const kubernetesCluster = existing("name", (place) => ({ id: place.name, arn: arn("eks", "cluster/", place) }));

export const lambdaFunction = existing("functionName", (place) => ({
  id: place.name,
  arn: arn("lambda", "function:", place),
}));

export const logGroup = existing("name", (place) => ({ id: place.name, arn: arn("logs", "log-group:", place) }));

export const queue = existing("name", (place) => {
  const { region, account, dnsSuffix, name } = place;
  const url = `https://sqs.${region}.${dnsSuffix}/${account}/${name}`;
  return { id: url, url, arn: arn("sqs", "", place) };
});

export const repository = existing("name", (place) => {
  const { region, account, dnsSuffix, name } = place;
  return {
    id: name,
    arn: arn("ecr", "repository/", place),
    registryId: account,
    repositoryUrl: `${account}.dkr.ecr.${region}.${dnsSuffix}/${name}`,
  };
});

export const stateMachine = existing("name", (place) => {
  const machineArn = arn("states", "stateMachine:", place);
  return { id: machineArn, arn: machineArn };
});

export const stream = existing("name", (place) => ({ arn: arn("kinesis", "stream/", place) }));

export const table = existing("name", (place) => ({ id: place.name, arn: arn("dynamodb", "table/", place) }));

export const topic = existing("name", (place) => {
  const topicArn = arn("sns", "", place);
  return { id: topicArn, arn: topicArn };
});
