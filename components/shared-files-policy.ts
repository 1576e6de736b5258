import * as pulumi from "@pulumi/pulumi";

/**
 * Whoever comes must come over TLS, through a way of the network, and by an access point. That a policy is there at all ends
 * what EFS allows without one: everything to everybody who reaches it.
 */
export function sharedFilesPolicy(arn: pulumi.Output<string>): pulumi.Output<string> {
  const everybody = { Principal: { AWS: "*" }, Resource: arn };
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        ...everybody,
        Action: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "ByAccessPoint",
        Effect: "Deny",
        ...everybody,
        Action: [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientWrite",
          "elasticfilesystem:ClientRootAccess",
        ],
        Condition: { Null: { "elasticfilesystem:AccessPointArn": "true" } },
      },
    ],
  });
}
