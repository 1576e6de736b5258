// The options of a remote component: what reaches it, and what its children take from it.
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

const bucket = new aws.s3.Bucket("bucket");
const west = new aws.Provider("west", { region: "us-west-2", defaultTags: { tags: { who: "me" } } });
const awsxProvider = new awsx.Provider("awsx-own");
class Group extends pulumi.ComponentResource {
  constructor(name: string, options: pulumi.ComponentResourceOptions = {}) {
    super("my:index:Group", name, {}, options);
    new awsx.ecr.Repository(`${name}-inner`, {}, { parent: this });
    this.registerOutputs();
  }
}
const make = (name: string, options: pulumi.CustomResourceOptions & pulumi.ComponentResourceOptions) =>
  new awsx.ecr.Repository(name, {}, options);
make("protected", { protect: true });
make("retained", { retainOnDelete: true });
make("after", { dependsOn: [bucket] });
const before = make("before", {});
make("after-component", { dependsOn: [before] });
new aws.s3.Bucket("after-remote", {}, { dependsOn: [before] });
new aws.s3.Bucket("child-of-remote", {}, { parent: before });
make("ignoring", { ignoreChanges: ["tags"] });
make("replacing", { replaceOnChanges: ["tags"] });
make("timed", { customTimeouts: { create: "5m", delete: "1h" } });
make("renamed", { aliases: [{ name: "old" }] });
make("retyped", { aliases: [{ type: "awsx:ecr:Old" }] });
make("moved", { aliases: [{ parent: before }] });
make("orphan", { aliases: [{ parent: pulumi.rootStackResource }] });
make("urned", { aliases: ["urn:pulumi:dev::sample::awsx:ecr:Repository::older"] });
make("elsewhere", { provider: west });
make("elsewhere2", { providers: [west] });
make("elsewhere3", { providers: { aws: west } });
make("elsewhere4", { provider: awsxProvider });
make("elsewhere5", { providers: [west, awsxProvider] });
make("secrets", { additionalSecretOutputs: ["url"] });
make("versioned", { version: "3.8.0" });
make("hidden", { hideDiffs: ["tags"] });
make("with-replaced", { replaceWith: [bucket] });
make("first", { deleteBeforeReplace: true });
make("triggered", { replacementTrigger: "x" });
make("triggered-late", { replacementTrigger: bucket.arn });
make("transformed", {
  transforms: [
    ({ type, props, opts }) => ({ props: { ...props, tags: { seen: type } }, opts: { ...opts, protect: true } }),
  ],
});
make("transformed-options", {
  transforms: [
    ({ props, opts }) => ({ props, opts: pulumi.mergeOptions(opts, { dependsOn: [bucket], ignoreChanges: ["a"] }) }),
  ],
});
make("hooked", { hooks: { beforeCreate: [new pulumi.ResourceHook("hook", async () => {})] } });
new Group("group", { protect: true, retainOnDelete: true });
new Group("group-there", { providers: [west] });
new Group("group-there2", { provider: west, aliases: [{ name: "group-old" }] });
new awsx.ecr.Repository("under", {}, { parent: new Group("outer"), provider: west });
new awsx.ecr.Repository("under-custom", {}, { parent: bucket });
new awsx.ecr.Repository("under-remote", {}, { parent: before });
new awsx.ec2.Vpc("net-there", { numberOfAvailabilityZones: 1 }, { provider: west, protect: true, dependsOn: [before] });
new awsx.lb.ApplicationLoadBalancer("lb-there", {}, { providers: [west], aliases: [{ name: "lb-old" }] });
