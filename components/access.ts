import * as pulumi from "@pulumi/pulumi";
import type { Mount } from "./mount";
import type { Endpoint } from "./security-group";

/** One value of a secret in Secrets Manager. */
export interface SecretValue {
  readonly secretArn: pulumi.Input<string>;
  /** Key within the secret's JSON. */
  readonly key: string;
  /**
   * Version to read. A new one changes the definition of the tasks that use it, so that they are replaced.
   * @default - whichever is newest when a task starts; those that run keep the old one
   */
  readonly versionId?: pulumi.Input<string>;
}

/** What an IAM role may do. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly pulumi.Input<string>[];
}

/** All that code needs in order to use something: where it is, how to prove itself, and what it may do with it. */
export interface Access {
  /** What it is called in the names of the rules that lead there, unique among all that one thing uses: `main-database`. */
  readonly name: string;
  /** The port in the network; absent for public services such as S3, which are reached over HTTPS. */
  readonly endpoint?: Endpoint;
  /** Plain environment variables. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Environment variables whose value is fetched when the code starts and stands in no plan and no definition. */
  readonly secrets?: Readonly<Record<string, SecretValue>>;
  readonly statements?: readonly Statement[];
  /** Folders that tasks find at these paths. Servers have them by no such way. */
  readonly mounts?: readonly Mount[];
  /** What must exist before the code starts. */
  readonly after?: readonly pulumi.Resource[];
}

/** The variables, secrets and statements of several things that code uses, in one. */
export function gather(
  uses: readonly Access[],
): Required<Pick<Access, "environment" | "secrets" | "statements" | "mounts" | "after">> {
  return {
    environment: Object.assign({}, ...uses.map((use) => use.environment)),
    secrets: Object.assign({}, ...uses.map((use) => use.secrets)),
    statements: uses.flatMap((use) => use.statements ?? []),
    mounts: uses.flatMap((use) => use.mounts ?? []),
    after: uses.flatMap((use) => use.after ?? []),
  };
}

/** How a container definition names a secret's value: the key and, if pinned, the version. */
export function valueFrom({ secretArn, key, versionId = "" }: SecretValue): pulumi.Output<string> {
  return pulumi.interpolate`${secretArn}:${key}::${versionId}`;
}

/** What lets a role read the secrets, each once. */
export function secretStatements(secrets: Readonly<Record<string, SecretValue>>): readonly Statement[] {
  const arns = [...new Set(Object.values(secrets).map(({ secretArn }) => secretArn))];
  return arns.length === 0 ? [] : [{ actions: ["secretsmanager:GetSecretValue"], resources: arns }];
}

/** An IAM policy that allows the statements and nothing else. */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map(({ actions, resources }) => ({ Effect: "Allow", Action: actions, Resource: resources })),
  });
}

/** The trust policy of a role that an AWS service takes. */
export function assumedBy(service: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
}
