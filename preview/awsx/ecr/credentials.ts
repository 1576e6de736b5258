import { text, UNKNOWN } from "../../../model/value";
import { type ConstructContext, Tracked } from "../../remote/construct";

/** What a Docker client logs in to a registry with: asked of AWS, for the account that the repository's address names. */
export async function registryCredentials(
  { invoke }: ConstructContext,
  repositoryUrl: string,
  registryId?: string,
): Promise<Tracked> {
  const token = await invoke("aws:ecr/getAuthorizationToken:getAuthorizationToken", {
    registryId: registryId || account(repositoryUrl),
  });
  const { proxyEndpoint, userName, password } = token;
  if (text(userName) === undefined || text(password) === undefined) return new Tracked(UNKNOWN, []);
  return new Tracked(
    { address: proxyEndpoint ?? UNKNOWN, username: userName ?? UNKNOWN, password: password ?? UNKNOWN },
    [],
  );
}

function account(repositoryUrl: string): string {
  const address = repositoryUrl.startsWith("https://") ? repositoryUrl : `https://${repositoryUrl}`;
  if (!URL.canParse(address)) {
    throw new Error(
      `repositoryUrl must be like <account>.dkr.ecr.<region>.amazonaws.com/<name>, got "${repositoryUrl}".`,
    );
  }
  return new URL(address).hostname.split(".")[0] ?? "";
}
