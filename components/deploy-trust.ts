import * as pulumi from "@pulumi/pulumi";

/** Who signs the tokens of GitHub's jobs, and whom those for AWS are meant for. */
export const ISSUER = "token.actions.githubusercontent.com";
export const AUDIENCE = "sts.amazonaws.com";

/** Which jobs: of one repository, in one environment or on one branch. */
export interface Jobs {
  readonly repository: string;
  readonly environment?: string;
  readonly branch?: string;
}

/** The trust policy of a role that these jobs take. Their `sub` is compared letter by letter: no pattern. */
export function trustOfJobs(providerArn: pulumi.Input<string>, jobs: Jobs): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${ISSUER}:aud`]: AUDIENCE, [`${ISSUER}:sub`]: subject(jobs) } },
      },
    ],
  });
}

function subject({ repository, environment, branch }: Jobs): string {
  return environment === undefined
    ? `repo:${repository}:ref:refs/heads/${branch}`
    : `repo:${repository}:environment:${environment}`;
}
