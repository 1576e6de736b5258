import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy, policyDocument } from "./access";
import type { EngineTraits } from "./database-engine";
import { DATABASE_USER } from "./database-instances";
import type { Network } from "./network";
import { closedSecurityGroup, connect } from "./security-group";
import { type Tags, tagged } from "./tags";

/** Share of the primary's connections that the proxy may open; the rest is for replicas' traffic and people. */
const CONNECTIONS_PERCENT = 90;
/** Seconds that a client waits for a connection: longer than a failover through the proxy takes. */
const BORROW_SECONDS = 60;
/** Seconds after which a client that says nothing loses its connection. */
const IDLE_SECONDS = 1_800;

interface ProxyArgs {
  readonly network: Network;
  readonly traits: EngineTraits;
  readonly primary: aws.rds.Instance;
  /** The database's group: whoever may connect to it may connect to the proxy. */
  readonly securityGroup: aws.ec2.SecurityGroup;
  /** RDS has its own secret where there is none. */
  readonly password: pulumi.Output<string> | undefined;
  readonly tags: Tags | undefined;
}

/**
 * RDS Proxy before the primary, reached over TLS alone; returns its host. It knows no replicas of an instance: AWS gives its reader
 * endpoints to clusters only, so reads go to the replicas directly.
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-endpoints.html (read on 2026-11-21)
 */
export function databaseProxy(name: string, args: ProxyArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const { network, traits, primary, securityGroup, tags } = args;
  const proxyName = `${name}-proxy`;
  const ownGroup = closedSecurityGroup(
    proxyName,
    { vpcId: network.vpcId, description: "Connections of the proxy to the database", tags },
    parent,
  );
  connect(proxyName, ownGroup.id, { securityGroupId: securityGroup.id, port: traits.port }, parent);
  const { secretArn, ready } = credentials(proxyName, args, parent);
  const role = new aws.iam.Role(
    proxyName,
    { assumeRolePolicy: assumedBy("rds.amazonaws.com"), tags: tagged(proxyName, tags) },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    proxyName,
    {
      role: role.id,
      policy: policyDocument([{ actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] }]),
    },
    { parent },
  );
  const proxy = new aws.rds.Proxy(
    proxyName,
    {
      engineFamily: traits.proxy.family,
      requireTls: true,
      idleClientTimeout: IDLE_SECONDS,
      roleArn: role.arn,
      // The first group lets clients in, the second lets the proxy out.
      vpcSecurityGroupIds: [securityGroup.id, ownGroup.id],
      vpcSubnetIds: network.dataSubnetIds,
      auths: [
        {
          authScheme: "SECRETS",
          secretArn,
          iamAuth: "DISABLED",
          clientPasswordAuthType: traits.proxy.clientPasswords,
        },
      ],
      tags: tagged(proxyName, tags),
    },
    { parent, dependsOn: [policy, ...ready] },
  );
  const targets = new aws.rds.ProxyDefaultTargetGroup(
    proxyName,
    {
      dbProxyName: proxy.name,
      connectionPoolConfig: { maxConnectionsPercent: CONNECTIONS_PERCENT, connectionBorrowTimeout: BORROW_SECONDS },
    },
    { parent },
  );
  const target = new aws.rds.ProxyTarget(
    proxyName,
    { dbProxyName: proxy.name, targetGroupName: targets.name, dbInstanceIdentifier: primary.identifier },
    { parent },
  );
  // A proxy is there long before the database is: what connects to it must wait for both.
  return pulumi.all([proxy.endpoint, target.id]).apply(([endpoint]) => endpoint);
}

/** User and password as the proxy wants them: under these keys, in a secret that holds nothing else. */
function credentials(
  name: string,
  { primary, password, tags }: ProxyArgs,
  parent: pulumi.Resource,
): { readonly secretArn: pulumi.Output<string>; readonly ready: readonly pulumi.Resource[] } {
  if (!password) {
    return { secretArn: managedSecretArn(primary), ready: [] };
  }
  const secret = new aws.secretsmanager.Secret(
    name,
    { description: "How the proxy connects to the database", tags: tagged(name, tags) },
    { parent },
  );
  const version = new aws.secretsmanager.SecretVersion(
    name,
    {
      secretId: secret.id,
      secretString: pulumi.secret(pulumi.jsonStringify({ username: DATABASE_USER, password })),
    },
    { parent },
  );
  return { secretArn: secret.arn, ready: [version] };
}

/** The secret in which RDS keeps a password that it manages, with the keys `username` and `password`. */
export function managedSecretArn(primary: aws.rds.Instance): pulumi.Output<string> {
  return primary.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? "");
}
