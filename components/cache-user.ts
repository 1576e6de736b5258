import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { CacheEngine } from "./cache-args";
import { type Tags, tagged } from "./tags";

/** Name by which code says who it is. */
export const CACHE_USER = "app";

/**
 * All keys and channels, and every command but those that run the server or can stop it; clients ask for `INFO` when they
 * connect.
 */
const APP_RIGHTS = "on ~* &* +@all -@admin -@dangerous +info";
const NO_RIGHTS = "off ~* -@all";

interface UserArgs {
  readonly engine: CacheEngine;
  readonly password: pulumi.Output<string>;
  readonly tags: Tags | undefined;
}

/** A user for code, in a group of its own. Nobody else can speak to the cache. */
export function cacheUsers(name: string, args: UserArgs, parent: pulumi.Resource): aws.elasticache.UserGroup {
  const { engine, password, tags } = args;
  // AWS makes no names of users and groups, and each is there once in an account and region.
  const { hex } = new random.RandomId(`${name}-users`, { byteLength: 4 }, { parent });
  const user = (
    role: string,
    more: Pick<aws.elasticache.UserArgs, "userName" | "accessString" | "authenticationMode">,
  ) =>
    new aws.elasticache.User(
      `${name}-${role}`,
      { engine, userId: hex.apply((id) => `${role}-${id}`), tags: tagged(`${name}-${role}`, tags), ...more },
      { parent },
    );
  const app = user(CACHE_USER, {
    userName: CACHE_USER,
    accessString: APP_RIGHTS,
    authenticationMode: { type: "password", passwords: [password] },
  });
  // A group of Redis must have a user called `default`, to whom everybody belongs who names none; one of Valkey need not.
  const everybody =
    engine === CacheEngine.Redis
      ? [
          user("nobody", {
            userName: "default",
            accessString: NO_RIGHTS,
            authenticationMode: { type: "no-password-required" },
          }),
        ]
      : [];
  return new aws.elasticache.UserGroup(
    name,
    {
      engine,
      userGroupId: hex.apply((id) => `users-${id}`),
      userIds: [app, ...everybody].map(({ userId }) => userId),
      tags: tagged(name, tags),
    },
    { parent },
  );
}
