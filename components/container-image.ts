import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./access";
import { Mistakes } from "./mistakes";
import { type Tags, tagged } from "./tags";

export interface ContainerImageArgs {
  /** Folder that the build may copy from, counted from where the program runs. */
  readonly context: string;
  /**
   * Version or commit, the tag's second half: `1.4.0`. A tag stands for one image for ever, so each change of the
   * content needs a release of its own; AWS refuses to take another image under the same one.
   */
  readonly release: string;
  /**
   * Path of the Dockerfile, counted from where the program runs.
   * @default - `Dockerfile` in `context`
   */
  readonly dockerfile?: string;
  /**
   * Newest images that are kept to go back to, 2 to 1000. Older ones are deleted.
   * @default 30
   */
  readonly keep?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** Tasks and servers are Graviton machines. */
const PLATFORM = "linux/arm64";
const UNTAGGED_DAYS = 7;

/** An image built from a Dockerfile and kept in a repository of its own: scanned, encrypted, and never overwritten. */
export class ContainerImage extends pulumi.ComponentResource {
  /** `registry/name@sha256:…`: the very image that was built. */
  readonly reference: pulumi.Output<string>;
  readonly repositoryUrl: pulumi.Output<string>;
  readonly repositoryArn: pulumi.Output<string>;

  constructor(name: string, args: ContainerImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:compute:ContainerImage", name, args, opts);
    const { context, release, dockerfile, keep = 30, tags } = args;
    new Mistakes()
      .require(
        /^[\w][\w.-]{0,63}$/.test(release),
        "release",
        `must be a version or commit of letters, digits, dots and dashes, got ${release || "nothing"}`,
      )
      .requireRange("keep", keep, 2, 1_000)
      .throwFor("ContainerImage", name);

    const repository = new aws.ecr.Repository(
      name,
      {
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS" }],
        forceDelete: false,
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    new aws.ecr.LifecyclePolicy(
      name,
      { repository: repository.name, policy: JSON.stringify({ rules: lifecycle(keep) }) },
      { parent: this },
    );
    const image = new awsx.ecr.Image(
      name,
      {
        repositoryUrl: repository.repositoryUrl,
        context,
        ...(dockerfile === undefined ? {} : { dockerfile }),
        platform: PLATFORM,
        // The build is registered under its tag: two images of one release in a stack must differ in it.
        imageTag: `${name}-${release}`,
      },
      { parent: this },
    );

    this.reference = image.imageUri;
    this.repositoryUrl = repository.repositoryUrl;
    this.repositoryArn = repository.arn;
    this.registerOutputs({
      reference: this.reference,
      repositoryUrl: this.repositoryUrl,
      repositoryArn: this.repositoryArn,
    });
  }
}

function lifecycle(keep: number) {
  const expire = { type: "expire" };
  return [
    {
      rulePriority: 1,
      description: "Layers of builds that were never finished or tagged",
      selection: {
        tagStatus: "untagged",
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: UNTAGGED_DAYS,
      },
      action: expire,
    },
    {
      rulePriority: 2,
      description: "Releases too old to go back to",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keep },
      action: expire,
    },
  ];
}

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
  return fetchStatements(`arn:aws:ecr:${region}:${account}:repository/${name}`);
}

/** What lets a role fetch the images of a repository. */
export function fetchStatements(repositoryArn: pulumi.Input<string>): readonly Statement[] {
  return [
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
      resources: [repositoryArn],
    },
  ];
}
