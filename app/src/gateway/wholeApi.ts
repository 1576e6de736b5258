import { mediaType } from "../openApi.js";
import { originHeaders, originOf } from "../operations/trace.js";
import { Problem } from "../problem.js";
import type { App } from "../typedApp.js";
import { type Backends, problemOf, type ServiceName } from "./backends.js";

type Paths = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Description {
  readonly paths?: Paths;
}

const services: readonly ServiceName[] = ["auth", "users", "posts"];

/** `/openapi.json` of the whole API: what the gateway answers itself, and what each service says that it answers. */
export function addWholeApi(app: App, backends: Backends): void {
  app.get("/openapi.json", { logLevel: "warn" }, async (request, reply) => {
    const headers = { accept: "application/json", ...originHeaders(originOf(request)) };
    const described = await Promise.all(services.map((service) => describe(backends, service, headers)));
    const own = app.swagger() as Description;
    const whole = { ...own, paths: described.reduce<Paths>((paths, each) => joined(paths, each), own.paths ?? {}) };
    return reply.type(mediaType).header("cache-control", "public, max-age=300").send(JSON.stringify(whole));
  });
}

async function describe(backends: Backends, service: ServiceName, headers: Record<string, string>): Promise<Paths> {
  try {
    const { statusCode, body } = await backends.ask(service, { method: "GET", path: "/openapi.json", headers }, null);
    if (statusCode === 200) return (JSON.parse(body.toString("utf8")) as Description).paths ?? {};
  } catch (error) {
    throw problemOf(error);
  }
  throw new Problem(503, "A part of the service does not answer right now. Try again.", {
    headers: { "retry-after": "1" },
  });
}

/** One path may be answered by two services: each by methods of its own. */
function joined(one: Paths, other: Paths): Paths {
  const paths = Object.entries(other).map(([path, methods]) => [path, { ...one[path], ...methods }] as const);
  return { ...one, ...Object.fromEntries(paths) };
}
