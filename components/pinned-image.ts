import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./access";
import {
  type ContainerImage,
  fetchStatements,
  isImageReference,
  privateRepository,
  pullStatements,
} from "./container-image";
import type { Mistakes } from "./mistakes";

/**
 * What a task runs: an image that this program builds, or one by reference. A digest is taken as it is; a tag in ECR is
 * looked up once per `pulumi up`, so that every task of a release runs the same image even if the tag moves.
 */
export type TaskImage = string | ContainerImage;

export interface PinnedImage {
  /** `registry/name@sha256:…` */
  readonly reference: pulumi.Input<string>;
  /** What lets a role fetch it. */
  readonly statements: readonly Statement[];
}

const TAGGED = /:([\w][\w.-]{0,127})$/;

/** The image by its digest. */
export function pinned(image: TaskImage, parent: pulumi.Resource): PinnedImage {
  if (typeof image !== "string") {
    return { reference: image.reference, statements: fetchStatements(image.repositoryArn) };
  }
  const statements = pullStatements(image);
  const repository = privateRepository(image);
  if (!repository || hasDigest(image)) {
    return { reference: image, statements };
  }
  const { account, region, name } = repository;
  const imageTag = TAGGED.exec(image)?.[1] ?? "latest";
  const { imageDigest } = aws.ecr.getImageOutput(
    { registryId: account, region, repositoryName: name, imageTag },
    { parent },
  );
  return { reference: pulumi.interpolate`${image.slice(0, -imageTag.length - 1)}@${imageDigest}`, statements };
}

/** Mistakes in an image that tasks shall run. */
export function checkImage(mistakes: Mistakes, image: TaskImage): Mistakes {
  if (typeof image !== "string") {
    return mistakes;
  }
  const isReference = isImageReference(image);
  return mistakes
    .require(isReference, "image", `must be a container image such as registry/name@sha256:…, got ${image}`)
    .require(
      !isReference || canBePinned(image),
      "image",
      `must be pinned by its digest (registry/name@sha256:…), or be a tag in ECR, whose digest is looked up; a tag elsewhere can be moved to another image between two tasks of one release, got ${image}`,
    );
}

/** Whether an image stands for one content for ever: by its digest, or as a tag in ECR, whose digest can be looked up. */
export function canBePinned(image: string): boolean {
  return hasDigest(image) || (privateRepository(image) !== undefined && TAGGED.test(image));
}

function hasDigest(image: string): boolean {
  return image.includes("@sha256:");
}
