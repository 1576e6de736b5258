import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EngineTraits } from "./database-engine";
import { DATABASE_NAME, DATABASE_USER } from "./database-instances";
import { type Tags, tagged } from "./tags";

/** Where a database is: hosts as they stand in a URL. */
export interface Hosts {
  readonly writer: pulumi.Input<string>;
  readonly replicas: readonly pulumi.Input<string>[];
  readonly reader: pulumi.Input<string>;
}

/** The URL of a host, with the password in it or, without one, for a client that has it from elsewhere. */
export function connectionUrl(
  traits: EngineTraits,
  password: pulumi.Output<string> | undefined,
  host: pulumi.Input<string>,
): pulumi.Output<string> {
  const user = password ? pulumi.interpolate`${DATABASE_USER}:${password}` : DATABASE_USER;
  const { url, port } = traits;
  return pulumi.interpolate`${url.scheme}://${user}@${host}:${port}/${DATABASE_NAME}?${url.tls}`;
}

/** A secret with `url`, `replicaUrls` separated by commas, and `readerUrl`; in further regions too, if named. */
export function connectionSecret(
  name: string,
  args: {
    readonly hosts: Hosts;
    readonly urlOf: (host: pulumi.Input<string>) => pulumi.Output<string>;
    readonly regions: readonly string[];
    readonly tags: Tags | undefined;
  },
  parent: pulumi.Resource,
): { readonly secret: aws.secretsmanager.Secret; readonly version: aws.secretsmanager.SecretVersion } {
  const { hosts, urlOf, regions, tags } = args;
  const secret = new aws.secretsmanager.Secret(
    name,
    {
      description: "How to connect to the database",
      ...(regions.length > 0 ? { replicas: regions.map((region) => ({ region })) } : {}),
      tags: tagged(name, tags),
    },
    { parent },
  );
  const urls = {
    url: urlOf(hosts.writer),
    replicaUrls: pulumi.all(hosts.replicas.map(urlOf)).apply((each) => each.join(",")),
    readerUrl: urlOf(hosts.reader),
  };
  const version = new aws.secretsmanager.SecretVersion(
    name,
    { secretId: secret.id, secretString: pulumi.secret(pulumi.jsonStringify(urls)) },
    { parent },
  );
  return { secret, version };
}
