import { list, type PropertyMap, record, text, UNKNOWN, type Value } from "../../../model/value";
import { type Construct, type ConstructContext, Tracked, type TrackedMap } from "../../remote/construct";
import { applyAsync, defined, isGiven, output } from "../output";
import { shortHash } from "../role";
import { registryCredentials } from "./credentials";

/**
 * `awsx:ecr:Image`: a build that is pushed. Its provider waits for every argument: as long as one is unknown, such as the
 * address of a repository that does not exist yet, no build is registered.
 */
export const image: Construct = async (context) => ({
  imageUri: await applyAsync(context.inputs, async (args) => registerBuild(context, record(args))),
});

async function registerBuild(context: ConstructContext, args: PropertyMap): Promise<Value | Tracked> {
  const repositoryUrl = text(args.repositoryUrl) ?? "";
  const name = text(args.imageName) || text(args.imageTag) || uniqueName(context, args);
  const tagged = `${repositoryUrl}:${name}`;
  const credentials = await registryCredentials(context, repositoryUrl, text(args.registryId));
  const inputs = buildInputs(args, tagged, credentials);
  const build = await context.register("docker-build:index:Image", name, inputs);
  return output([build.output("ref"), build.output("digest")]).value === UNKNOWN
    ? new Tracked(UNKNOWN, [build.urn])
    : new Tracked(`${repositoryUrl}@${text(build.output("digest").value)}`, [build.urn]);
}

function buildInputs(args: PropertyMap, tagged: string, credentials: Tracked): TrackedMap {
  const caches = list(args.cacheFrom);
  return defined({
    buildOnPreview: true,
    network: "default",
    tags: [tagged],
    buildArgs: args.args,
    cacheFrom: (caches.length > 0 ? caches : [tagged]).map((ref) => ({ registry: { ref } })),
    cacheTo: [{ inline: {} }],
    context: { location: args.context ?? "." },
    dockerfile: defined({ location: args.dockerfile }),
    platforms: isGiven(args.platform) && args.platform !== "" ? [args.platform] : [],
    target: args.target,
    push: true,
    registries: [credentials],
  });
}

/** A name that changes with what is built: where from, by which file, with which arguments, in which stack. */
function uniqueName({ urn }: ConstructContext, { context, dockerfile, args }: PropertyMap): string {
  const stack = urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
  const parts = [
    text(context) ?? ".",
    ...(text(dockerfile) ? [`dockerfile=${text(dockerfile)}`] : []),
    ...Object.entries(record(args)).map(([key, value]) => `arg[${key}]=${text(value) ?? String(value)}`),
  ];
  return `${shortHash(parts.join(";") + stack)}-container`;
}
