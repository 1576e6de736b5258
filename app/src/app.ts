import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify from "fastify";
import { AccessLog } from "./accessLog.js";
import { identifyCallers, trustGateway } from "./auth/identifyCallers.js";
import { compileValidator } from "./compileValidator.js";
import { answerConditionally } from "./conditionalGet.js";
import type { Config } from "./config.js";
import { handleError } from "./errorHandler.js";
import { addIdempotency } from "./idempotency/idempotency.js";
import { loggerOptions, tracedLogger } from "./logging.js";
import { LogLines } from "./logLines.js";
import { describeApi } from "./openApi.js";
import { limitTime } from "./operations/limitTime.js";
import { shedLoad } from "./operations/shedLoad.js";
import { limitRequests } from "./rateLimit/limitRequests.js";
import { followReaders } from "./readYourWrites.js";
import { echoRequestId, requestIdFor } from "./requestId.js";
import { roles } from "./roles.js";
import { addHealthRoutes } from "./routes/health.js";
import { addMetrics } from "./routes/metrics.js";
import { addSecurityHeaders, secure, securityHeaders } from "./securityHeaders.js";
import type { Services } from "./services.js";
import type { App } from "./typedApp.js";
import { refuseUnknownRoutes } from "./unknownRoutes.js";
import { waitForMoves } from "./waitForMoves.js";

/** Longer than the 60 s after which an AWS load balancer drops an idle connection, so that it is never us who drop it. */
const keepAliveTimeoutMs = 65_000;

/**
 * Builds the application without a port: `server.ts` makes it listen, a test may inject requests. Hooks that
 * wait for nothing take a callback: a promise for each of them would take more time than what they do.
 */
export function buildApp(config: Config, services: Services): App {
  const { features, behindGateway, tables } = roles[config.role];
  const headers = securityHeaders(services.pictureOrigin);
  const lines = new LogLines();
  const app = Fastify({
    logger: loggerOptions(config, services.metrics, lines),
    logController: new AccessLog(config, services.metrics, lines),
    childLoggerFactory: tracedLogger,
    genReqId: requestIdFor,
    bodyLimit: 16 * 1024,
    requestTimeout: 30_000,
    keepAliveTimeout: keepAliveTimeoutMs,
    http: { headersTimeout: 10_000 },
    // A request that reaches a closing process is answered, on a connection that then ends; nobody sees a 503.
    return503OnClosing: false,
    // A URL that cannot be decoded fails before any hook runs.
    frameworkErrors: (error, request, reply) => {
      secure(reply, headers);
      handleError(error, request, reply);
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(compileValidator);
  app.setErrorHandler(handleError);
  app.removeContentTypeParser("text/plain");

  // Services behind the gateway answer it alone, which has headers of its own for browsers, and knows the request's id.
  if (!behindGateway) {
    addSecurityHeaders(app, headers);
    echoRequestId(app);
  }
  limitTime(app);
  leaveWhenDraining(app, services);
  shedLoad(app, services.metrics, config.eventLoopLimitMs);
  if (behindGateway) trustGateway(app, services.tokens, config.role);
  else identifyCallers(app, services.tokens);
  if (!behindGateway) limitRequests(app, services.rateLimits, config.requestLimits);
  followReaders(app);
  answerConditionally(app);
  refuseUnknownRoutes(app);
  addIdempotency(
    app,
    { store: services.keyValues, seals: services.webhookSecrets },
    // Where one must sign in, whoever has not is told so, whatever somebody else's key was used for.
    ({ caller, routeOptions }) => caller?.userId ?? (routeOptions.schema?.security ? undefined : "nobody"),
  );
  // Rows are moved where there are tables.
  if (tables.length > 0) waitForMoves(app);
  services.log.goTo(app.log);

  describeApi(app, config);
  app.register((described: App, _options, done) => {
    addHealthRoutes(described, services);
    addMetrics(described, services);
    for (const add of features) add(described, services, config);
    done();
  });
  return app;
}

/** While the process drains, each answer ends its connection, so that callers reconnect to another process. */
function leaveWhenDraining(app: App, { lifecycle }: Services): void {
  app.addHook("onRequest", (_request, reply, done) => {
    if (lifecycle.draining) reply.header("connection", "close");
    done();
  });
}
