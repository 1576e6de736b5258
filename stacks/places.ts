import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "./settings";

/** Where a part of a stack stands that has its like in another region. */
export interface Place {
  readonly region: string;
  /** What a component is called there. */
  readonly named: (name: string) => string;
  /** What makes things there; the stack's own provider in the first region. */
  readonly provider?: aws.Provider;
  readonly opts: { readonly provider?: aws.Provider };
  /** The app's image in the registry of that region: one region's start must not hang on another one's registry. */
  readonly image: string;
}

/** The one region of a stack that has no other. */
export function onlyPlace({ image }: Pick<Settings, "image">): Pick<Place, "named" | "opts" | "image"> {
  return { named: (name) => name, opts: {}, image };
}

/** The stack's own region, where everything keeps the name that it had, and the second one. */
export function places({ region, secondRegion, image }: Settings): { here: Place; there: Required<Place> } {
  if (region === null || secondRegion === null) {
    throw new Error("Two regions are named in the settings of this topology.");
  }
  const provider = new aws.Provider(secondRegion, { ...ownConfiguration(), region: secondRegion });
  return {
    here: { ...onlyPlace({ image }), region },
    there: {
      region: secondRegion,
      named: (name) => `${name}-${secondRegion}`,
      provider,
      opts: { provider },
      image: inRegistryOf(image, secondRegion),
    },
  };
}

/** What the stack's own provider is told and a provider of ours is not: who deploys, where to, and which tags. */
function ownConfiguration(): aws.ProviderArgs {
  const config = new pulumi.Config("aws");
  const profile = config.get("profile");
  const allowedAccountIds = config.getObject<string[]>("allowedAccountIds");
  const assumeRoles = config.getObject<aws.types.input.ProviderAssumeRole[]>("assumeRoles");
  const defaultTags = config.getObject<aws.types.input.ProviderDefaultTags>("defaultTags");
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(allowedAccountIds === undefined ? {} : { allowedAccountIds }),
    ...(assumeRoles === undefined ? {} : { assumeRoles }),
    ...(defaultTags === undefined ? {} : { defaultTags }),
  };
}

/** The same image in ECR of another region, which ECR copies it to by a rule of the registry. Others are everywhere. */
function inRegistryOf(image: string, region: string): string {
  return image.replace(/^(\d{12}\.dkr\.ecr\.)[a-z0-9-]+(?=\.amazonaws\.)/, `$1${region}`);
}
