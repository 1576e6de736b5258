import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A shared folder as code sees it, and what a task needs to have it. */
export interface Mount {
  /** Unique among all that one task mounts. */
  readonly name: string;
  /** Absolute path in the container. */
  readonly path: string;
  readonly fileSystemId: pulumi.Input<string>;
  readonly accessPointId: pulumi.Input<string>;
}

/** The volume of a task's definition: over TLS, with the rights of the task's own role. */
export function taskVolume({ name, fileSystemId, accessPointId }: Mount): aws.types.input.ecs.TaskDefinitionVolume {
  return {
    name,
    efsVolumeConfiguration: {
      fileSystemId,
      transitEncryption: "ENABLED",
      authorizationConfig: { accessPointId, iam: "ENABLED" },
    },
  };
}

/** Where a container finds the volume. */
export function mountPoint({ name, path }: Mount) {
  return { sourceVolume: name, containerPath: path, readOnly: false };
}
