import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { passwordHashOf } from "../auth/credentials.js";
import { isPassword, passwordLimits } from "../auth/passwords.js";
import { clearRefreshCookie, refreshTokenOf, setRefreshCookie } from "../auth/refreshCookie.js";
import { type OpenSession, Sessions } from "../auth/sessions.js";
import { accessTokenSeconds } from "../auth/tokens.js";
import { Problem } from "../problem.js";
import { refuseBeyond } from "../rateLimit/rateLimitHeaders.js";
import type { Services } from "../services.js";
import { Users } from "../storage/users.js";
import type { App } from "../typedApp.js";

/** Who somebody says they are, and the proof. */
const Credentials = Type.Object(
  {
    handle: Type.String({ minLength: 1, maxLength: 30 }),
    password: Type.String({ minLength: 1, maxLength: passwordLimits.maxLength }),
  },
  { additionalProperties: false, examples: [{ handle: "grace_hopper", password: "a ship in port is safe" }] },
);

const SessionAnswer = Type.Object({
  accessToken: Type.String({ description: "For the header `Authorization: Bearer`." }),
  expiresInSeconds: Type.Integer(),
  user: Type.Object({
    id: Type.String({ format: "uuid" }),
    handle: Type.String(),
    displayName: Type.String(),
    createdAt: Type.String({ format: "date-time" }),
  }),
});

const tags = ["sessions"];
const byCookie = { security: [{ refreshToken: [] }] };
const schema = {
  signIn: {
    ...{ operationId: "signIn", summary: "Sign in. The refresh token comes as a cookie.", tags },
    ...{ body: Credentials, response: { 201: SessionAnswer } },
  },
  refresh: {
    ...{ operationId: "refreshSession", summary: "Exchange the refresh token for a new pair.", tags, ...byCookie },
    response: { 200: SessionAnswer },
  },
  signOut: {
    ...{ operationId: "signOut", summary: "Sign out: the refresh token is worth nothing from then on.", tags },
    security: [{}, ...byCookie.security],
    response: { 204: Type.Null() },
  },
};

/** Wrong passwords that a handle may see, whoever tries them: a thousand guesses take most of a day. */
const guesses = { name: "sign-in", quota: 10, windowSeconds: 900 } as const;

/** Signing in, staying signed in, signing out. */
export function addSessionRoutes(app: App, { databases, keyValues, tokens, rateLimits }: Services): void {
  const users = new Users(databases);
  const sessions = new Sessions(keyValues);
  const limiter = rateLimits.limiter(guesses);

  app.post("/sessions", { schema: schema.signIn }, async (request, reply) => {
    const { handle, password } = request.body;
    refuseBeyond(reply, await limiter.take(handle));
    const user = await users.findByHandle(handle);
    const isRight = await isPassword(password, user && (await passwordHashOf(databases, user.id)));
    // One answer for both mistakes: who has an account here is nobody's business.
    if (!user || !isRight) throw new Problem(401, "The handle or the password is not right.");
    await limiter.forget(handle);
    reply.code(201);
    return answer(request, reply, await sessions.open({ userId: user.id, handle: user.handle }));
  });

  app.post("/sessions/refresh", { schema: schema.refresh }, async (request, reply) => {
    const refreshToken = refreshTokenOf(request);
    const session = refreshToken === undefined ? undefined : await sessions.refresh(refreshToken);
    if (session) return answer(request, reply, session);
    clearRefreshCookie(request, reply);
    throw new Problem(401, "This session is over. Sign in again.");
  });

  app.delete("/sessions/current", { schema: schema.signOut }, async (request, reply) => {
    const refreshToken = refreshTokenOf(request);
    if (refreshToken !== undefined) await sessions.end(refreshToken);
    clearRefreshCookie(request, reply);
    return reply.code(204).send(null);
  });

  async function answer(request: FastifyRequest, reply: FastifyReply, { caller, refreshToken }: OpenSession) {
    const user = await users.find(caller.userId);
    if (!user) throw new Problem(401, "This user is gone.");
    setRefreshCookie(request, reply, refreshToken);
    reply.header("cache-control", "no-store");
    const { id, handle, displayName, createdAt } = user;
    return {
      accessToken: await tokens.signAccess(caller),
      expiresInSeconds: accessTokenSeconds,
      user: { id, handle, displayName, createdAt: createdAt.toISOString() },
    };
  }
}
