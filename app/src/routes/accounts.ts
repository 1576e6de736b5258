import { Type } from "typebox";
import { requireCaller } from "../auth/caller.js";
import { keepPassword } from "../auth/credentials.js";
import { hashPassword, passwordLimits } from "../auth/passwords.js";
import type { Config } from "../config.js";
import { Problem } from "../problem.js";
import { clientAddress } from "../rateLimit/clientAddress.js";
import { refuseBeyond } from "../rateLimit/rateLimitHeaders.js";
import { tellPosition } from "../readYourWrites.js";
import type { Services } from "../services.js";
import { Users } from "../storage/users.js";
import type { App } from "../typedApp.js";
import { cachedUsers } from "../users/cachedUsers.js";
import { line, signedIn, UserAnswer } from "./schemas.js";

/** What somebody sends to join. */
const NewAccount = Type.Object(
  {
    handle: Type.String({ pattern: "^[a-z][a-z0-9_]{2,29}$" }),
    displayName: line(80),
    password: Type.String({ ...passwordLimits, description: "12 to 256 characters of any kind." }),
  },
  {
    additionalProperties: false,
    examples: [{ handle: "grace_hopper", displayName: "Grace Hopper", password: "a ship in port is safe" }],
  },
);

const schema = {
  operationId: "join",
  summary: "Join: create a user with a password.",
  tags: ["users"],
  body: NewAccount,
  response: { 201: UserAnswer },
};

const current = {
  operationId: "readOwnAccount",
  summary: "Read one's own account.",
  tags: ["users"],
  ...signedIn,
  response: { 200: UserAnswer },
};

/** From one address, where a household, an office or a class may be. Each costs a core some tens of milliseconds. */
const joins = { name: "join", quota: 30, windowSeconds: 3_600 } as const;

/** Joining: the user and the hash of their password are stored together or not at all. */
export function addAccountRoutes(app: App, services: Services, { requestLimits }: Config): void {
  const { databases, cache, rateLimits } = services;
  const limiter = requestLimits.perMinute === 0 ? undefined : rateLimits.limiter(joins);
  const users = new Users(databases);
  const cached = cachedUsers({ databases, cache });

  // Asked by the gateway before it shows somebody their own page.
  app.get("/accounts/current", { schema: current, config: { refuses: [404] } }, async (request, reply) => {
    const user = await users.find(requireCaller(request).userId);
    if (!user) throw new Problem(404, "This user is gone.");
    const { id, handle, displayName, createdAt } = user;
    return reply
      .header("cache-control", "no-store")
      .send({ id, handle, displayName, createdAt: createdAt.toISOString() });
  });

  // The password is no part of what makes two requests the same: no trace of it goes into the store.
  const config = { idempotent: { apart: ["password"] } };
  const links = { 201: { follow: { operationId: "follow", parameters: { id: "$response.body#/id" } } } };
  app.post("/users", { schema, config, links }, async (request, reply) => {
    if (limiter) refuseBeyond(reply, await limiter.take(clientAddress(request.raw, requestLimits.publicProxies)));
    const { handle, displayName, password } = request.body;
    const passwordHash = await hashPassword(password);
    const newUser = { handle, displayName: displayName.trim(), id: request.creationId };
    const user = await users.create(newUser, (transaction, userId) => keepPassword(transaction, userId, passwordHash));
    if (!user) {
      const errors = [{ at: "/handle", detail: "is taken" }];
      throw new Problem(409, `The handle ${handle} is taken.`, { errors });
    }
    const { id, createdAt } = user;
    // Whoever guessed the id has made the cache remember that there is no such user.
    await cached.forget(id);
    await tellPosition(request, reply, databases, id);
    return reply
      .code(201)
      .header("location", `/users/${id}`)
      .send({ id, handle, displayName: user.displayName, createdAt: createdAt.toISOString() });
  });
}
