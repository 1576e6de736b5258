import { type TSchema, Type } from "typebox";
import { callsPath, postCalls, userCalls } from "../graphql/calls.js";
import { localSource } from "../graphql/localSource.js";
import type { Source } from "../graphql/source.js";
import type { Services } from "../services.js";
import type { App } from "../typedApp.js";

/** Two thousand ids and what stands between them. */
const bodyLimit = 128 * 1024;

/** What the gateway asks this service for when it answers a question in GraphQL. Nobody else can: it takes the gateway's word. */
export function addGraphQLCalls(service: "users" | "posts") {
  return (app: App, services: Services): void => {
    const source = localSource(services);
    const calls: Readonly<Record<string, TSchema>> = service === "users" ? userCalls : postCalls;
    for (const [method, body] of Object.entries(calls)) {
      const schema = { body, response: { 200: Type.Object({ value: Type.Unknown() }) } };
      app.post(`${callsPath}/${method}`, { schema, bodyLimit }, async (request, reply) => {
        const answering = source(request);
        const answer = answering[method as keyof Omit<Source, "readAfter">] as (given: unknown) => Promise<unknown>;
        const value = await answer(request.body);
        const position = await answering.readAfter();
        if (position !== undefined) reply.header("x-read-after", position);
        return { value };
      });
    }
  };
}
