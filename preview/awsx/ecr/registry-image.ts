import { list, text, UNKNOWN } from "../../../model/value";
import { type Construct, type ConstructContext, reference, type Tracked } from "../../remote/construct";
import { apply, applyAsync, ask, defined, isGiven, omit, properties } from "../output";
import { registryCredentials } from "./credentials";

const PUSH_AGAIN = "@pulumi/awsx/internal/sourceImage";

/** `awsx:ecr:RegistryImage`: an image that exists already, tagged and pushed. */
export const registryImage: Construct = async (context) => {
  const { inputs: args, name } = context;
  const credentials = await applyAsync(args.repositoryUrl, (url) => registryCredentials(context, text(url) ?? ""));
  const registryAuth = apply([credentials], (value) => JSON.stringify(value));
  const host = process.env.DOCKER_HOST;
  const provider = await context.register("pulumi:providers:docker", name, defined({ host, registryAuth }), {
    parent: null,
  });
  const source = await sourceImage(context);
  const tagName = isGiven(args.tag) && args.tag !== "" ? args.tag : "latest";
  const targetImage = apply([args.repositoryUrl ?? null, tagName], (both) => list(both).map(text).join(":"));
  const tag = await context.register("docker:index/tag:Tag", name, { sourceImage: source, targetImage }, { provider });
  const made = await context.register(
    "docker:index/registryImage:RegistryImage",
    name,
    {
      ...omit(args, ["repositoryUrl", "sourceImage", "tag"]),
      name: tag.output("targetImage"),
      triggers: { ...properties(args.triggers), [PUSH_AGAIN]: source },
    },
    { provider },
  );
  return { image: reference(made) };
};

function sourceImage({ inputs, invoke }: ConstructContext): Promise<Tracked> {
  return ask(inputs.sourceImage, async (name) => {
    const { id } = await invoke("docker:index/getRemoteImage:getRemoteImage", { name });
    return id ?? UNKNOWN;
  });
}
