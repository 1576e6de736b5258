import { record, resourceOf } from "./program";

describe("an archive in an archive", () => {
  it("has its files where its key says: a dot is the archive itself", async () => {
    const recording = await record({
      "index.ts": `import * as pulumi from "@pulumi/pulumi";
        import * as aws from "@pulumi/aws";
        const site = new pulumi.asset.FileArchive("./site");
        const layer = (name: string, code: pulumi.asset.Archive) => new aws.lambda.LayerVersion(name, { layerName: name, code });
        layer("folder", site);
        layer("dot", new pulumi.asset.AssetArchive({ ".": site }));
        layer("below", new pulumi.asset.AssetArchive({ "lib/": site }));
        layer("text", new pulumi.asset.AssetArchive({ "lib/index.js": new pulumi.asset.StringAsset("1") }));
      `,
      "site/index.js": "1",
    });
    const hash = (name: string) => (resourceOf(recording, name).inputs.code as { readonly hash: string }).hash;
    expect(hash("dot")).toBe(hash("folder"));
    expect(hash("below")).toBe(hash("text"));
    expect(hash("below")).not.toBe(hash("dot"));
  });
});
