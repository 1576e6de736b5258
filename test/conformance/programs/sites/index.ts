import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
class Site extends pulumi.ComponentResource {
  url!: pulumi.Output<string>;
  bucket: aws.s3.Bucket;
  constructor(
    n: string,
    a: { tags?: pulumi.Input<Record<string, pulumi.Input<string>>> },
    o: pulumi.ComponentResourceOptions = {},
  ) {
    super("acme:web:Site", n, a, { ...o, version: "1.0.0", additionalSecretOutputs: ["url"] } as any);
    this.bucket = new aws.s3.Bucket(
      `${n}-content`,
      { tags: a.tags, forceDestroy: true },
      {
        parent: this,
        deleteBeforeReplace: true,
        aliases: [{ parent: pulumi.rootStackResource, name: `${n}-content` }],
      },
    );
    for (const [k, v] of Object.entries({ "index.html": "<h1>", "a/b.txt": "t" }))
      new aws.s3.BucketObjectv2(
        `${n}/${k}`,
        { bucket: this.bucket.id, key: k, content: v, contentType: k.endsWith("html") ? "text/html" : undefined },
        { parent: this.bucket, retainOnDelete: true },
      );
    this.url = pulumi.interpolate`https://${this.bucket.bucketRegionalDomainName}`;
    this.registerOutputs({ url: this.url });
  }
}
const s = new Site("one", { tags: { x: "y" } });
new Site(
  "two",
  {},
  {
    dependsOn: s,
    aliases: [{ name: "deux" }],
    protect: true,
    ignoreChanges: ["x"],
    customTimeouts: { create: "1m" },
    replaceOnChanges: ["a"],
  },
);
export const url = s.url;
