import { type PropertyMap, Secret, UNKNOWN } from "../../model/value";
import { accountFor } from "./account";
import type { DataSource, DataSourceContext } from "./context";
import { regionFor } from "./location";
import { partitionOf } from "./regions";

/** Answers whose outputs nobody here knows, and some of which the provider calls sensitive. */
function sensitive(...outputs: readonly string[]): DataSource {
  return (args, context) => {
    context.assume("What it holds is unknown here, and secret.");
    const secrets = outputs.map((output) => [output, new Secret(UNKNOWN)] as const);
    return { id: UNKNOWN, ...args, ...Object.fromEntries(secrets) };
  };
}

export const clusterToken = sensitive("token");
export const decryptedSecrets = sensitive("plaintext");
export const parametersByPath = sensitive("values");
export const randomPassword = sensitive("randomPassword");
export const secretVersion = sensitive("secretString", "secretBinary");

/** What a container client signs in to the account's registry with: all but the password is known. */
export const registryToken: DataSource = (args, context) => {
  const { registryId = accountFor(context) } = args;
  return {
    ...sensitive("authorizationToken", "password")(args, context),
    userName: "AWS",
    proxyEndpoint: `https://${registryHost(args, context, String(registryId))}`,
  };
};

function registryHost(args: PropertyMap, context: DataSourceContext, account: string): string {
  const region = regionFor(args, context);
  return `${account}.dkr.ecr.${region}.${partitionOf(region).dnsSuffix}`;
}
