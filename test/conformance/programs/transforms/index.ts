import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
  type.startsWith("aws:") && !type.includes("providers")
    ? { props: { ...props, tags: { ...(props as any).tags, all: "1" } }, opts }
    : undefined,
);
pulumi.runtime.registerResourceTransform(async ({ type, name, props, opts, custom }) =>
  type === "aws:sqs/queue:Queue"
    ? {
        props: { ...props, delaySeconds: 5, description: undefined },
        opts: pulumi.mergeOptions(opts, { protect: true, ignoreChanges: ["tags"] }),
      }
    : undefined,
);
class C extends pulumi.ComponentResource {
  constructor(n: string, o?: pulumi.ComponentResourceOptions) {
    super("x:y:C", n, {}, o);
    const t = new aws.sns.Topic(`${n}-t`, { tags: { own: "y" } }, { parent: this });
    new aws.sqs.Queue(`${n}-q`, { kmsMasterKeyId: t.arn }, { parent: this });
  }
}
new C("c", {
  transforms: [
    ({ props, type }) => (type.includes("Topic") ? { props: { ...props, displayName: "by-c" }, opts: {} } : undefined),
  ],
  transformations: [
    ({ props, opts, type }) =>
      type.includes("sqs")
        ? { props: { ...props, visibilityTimeoutSeconds: 9 }, opts: { ...opts, dependsOn: [] } }
        : undefined,
  ],
});
new aws.sqs.Queue(
  "plain",
  {},
  {
    transforms: [
      ({ props, opts, name }) => ({ props: { ...props, name: `${name}-x` }, opts: { ...opts, retainOnDelete: true } }),
    ],
  },
);
