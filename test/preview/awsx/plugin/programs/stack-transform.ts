// A transform of the whole stack reaches a remote component and its children.
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

pulumi.runtime.registerResourceTransform(({ type, props, opts }) => ({
  props: type.startsWith("pulumi:") ? props : { ...props, tags: { ...props.tags, all: "yes" } },
  opts: { ...opts, retainOnDelete: true },
}));
new awsx.ecr.Repository("images", { tags: { own: "1" } });
new awsx.ec2.Vpc("net", { numberOfAvailabilityZones: 1, tags: { own: "1" } });
