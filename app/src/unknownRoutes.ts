import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "./problem.js";

/**
 * Answers what no route serves: 405 with `Allow` when the path is known by other methods, 404 otherwise.
 * Call it before any route is registered. Decided before the body is read, so that its type cannot change the answer.
 */
export function refuseUnknownRoutes(app: FastifyInstance): void {
  const methodsByPath = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const methods = methodsByPath.get(url) ?? new Set<string>();
    for (const name of [method].flat()) methods.add(name);
    methodsByPath.set(url, methods);
  });

  const refusal = (request: FastifyRequest): Problem => {
    const path = request.url.split("?", 1)[0] ?? "";
    const allowed = [...methodsByPath]
      .filter(([pattern]) => matches(pattern, path))
      .flatMap(([, methods]) => [...methods]);
    if (allowed.length === 0) return new Problem(404, "There is nothing at this path.");
    const allow = allowed.sort().join(", ");
    return new Problem(405, `This path answers ${allow}, not ${request.method}.`, { headers: { allow } });
  };
  app.addHook("onRequest", (request, _reply, done) => {
    if (request.is404) throw refusal(request);
    done();
  });
  app.setNotFoundHandler((request) => {
    throw refusal(request);
  });
}

/** Whether a path fits a route's pattern, in which `:name` stands for one segment. */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split("/");
  const segments = path.split("/");
  return (
    parts.length === segments.length &&
    parts.every((part, index) => (part.startsWith(":") ? segments[index] !== "" : part === segments[index]))
  );
}
