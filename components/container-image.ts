import type { Statement } from "./access";

/** A repository in the registry of an AWS account. */
export interface PrivateRepository {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

const PRIVATE = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)/;
const REFERENCE = /^[a-z0-9][\w.-]*(:\d+)?(\/[\w.-]+)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/** Whether a text can name a container image: `registry/name:tag` or `registry/name@sha256:…`. */
export function isImageReference(image: string): boolean {
  return REFERENCE.test(image);
}

/** The ECR repository an image comes from; undefined for an image of a public registry. */
export function privateRepository(image: string): PrivateRepository | undefined {
  const [, account, region, name] = PRIVATE.exec(image) ?? [];
  return account && region && name ? { account, region, name } : undefined;
}

/** What lets a role fetch the image; nothing for a public one. */
export function pullStatements(image: string): readonly Statement[] {
  const repository = privateRepository(image);
  if (!repository) {
    return [];
  }
  const { account, region, name } = repository;
  return [
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
      resources: [`arn:aws:ecr:${region}:${account}:repository/${name}`],
    },
  ];
}
