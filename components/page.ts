import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Mistakes } from "./mistakes";
import { cacheControl, INDEX, type PageFile, readPage } from "./page-files";

export interface PageArgs {
  /** Folder of the built page, from the program's own: `index.html` and what it loads. */
  readonly folder: string;
  /** Name of the bucket that it is uploaded to. */
  readonly bucketName: pulumi.Input<string>;
  /**
   * Folder within it whose files carry a hash of their content in their name.
   * @default "assets"
   */
  readonly assetsFolder?: string;
  /**
   * What must exist before anything is uploaded, such as what copies the bucket.
   * @default []
   */
  readonly after?: readonly pulumi.Resource[];
}

/** Leaves room for others: a distribution may tell 75 paths apart. docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const MAX_PATHS = 50;

/**
 * A built page in a bucket. What it loads is uploaded before the index that names it, and stays when a later release
 * no longer has it: browsers that still show the old index go on asking for it.
 */
export class Page extends pulumi.ComponentResource {
  /** Paths on the site of everything that is not under the assets' folder, the index as `/` too. */
  readonly paths: readonly string[];

  constructor(name: string, args: PageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:Page", name, { ...args, after: undefined }, opts);
    const { folder, bucketName, assetsFolder = "assets", after = [] } = args;
    const { files, mistakes } = readPage(folder, assetsFolder);
    const others = files.filter(({ immutable }) => !immutable).length;
    const wrong = new Mistakes().require(
      others <= MAX_PATHS,
      "folder",
      `must have ${MAX_PATHS} files outside of ${assetsFolder}/ at most, each of which is a path of its own on the CDN, got ${others}`,
    );
    for (const mistake of mistakes) {
      wrong.require(false, "folder", mistake);
    }
    wrong.throwFor("Page", name);

    const upload = (file: PageFile, options: { dependsOn: pulumi.Resource[]; retainOnDelete?: boolean }) =>
      new aws.s3.BucketObjectv2(
        `${name}-${file.key}`,
        {
          bucket: bucketName,
          key: file.key,
          source: new pulumi.asset.FileAsset(file.path),
          contentType: file.contentType,
          cacheControl: cacheControl(file),
        },
        { parent: this, ...options },
      );
    const loaded = files
      .filter(({ key }) => key !== INDEX)
      .map((file) => upload(file, { retainOnDelete: file.immutable, dependsOn: [...after] }));
    for (const index of files.filter(({ key }) => key === INDEX)) {
      upload(index, { dependsOn: [...after, ...loaded] });
    }

    this.paths = files.flatMap(({ key, immutable }) =>
      immutable ? [] : key === INDEX ? ["/", `/${key}`] : [`/${key}`],
    );
    this.registerOutputs({ paths: this.paths });
  }
}
