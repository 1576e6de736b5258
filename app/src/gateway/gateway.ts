import type { Config } from "../config.js";
import { remoteSource } from "../graphql/remoteSource.js";
import { addLive } from "../live/liveRoute.js";
import { addGraphQL } from "../routes/graphql.js";
import { securityHeaders } from "../securityHeaders.js";
import type { Services } from "../services.js";
import type { App } from "../typedApp.js";
import { addForwarding } from "./forward.js";
import { LocalBackends } from "./localBackends.js";
import { addProfileAggregation } from "./profile.js";
import { RemoteBackends } from "./remoteBackends.js";
import { addWholeApi } from "./wholeApi.js";

/** The one entry before services that run elsewhere: passes on, puts together, and keeps browsers connected. */
export function addGateway(app: App, services: Services, config: Config): void {
  const { authUrl = "", usersUrl = "", postsUrl = "" } = config;
  const urls = { auth: authUrl, users: usersUrl, posts: postsUrl };
  const backends = new RemoteBackends(urls, services, app.log);
  app.addHook("onClose", () => backends.close());
  const { publicProxies } = config.requestLimits;
  addForwarding(app, backends, { publicProxies, headers: securityHeaders(services.pictureOrigin) });
  addProfileAggregation(app, backends);
  addWholeApi(app, backends);
  addGraphQL(app, remoteSource(backends));
  addLive(app, services, backends, config.allowedOrigins);
}

/** The same entry where every service runs in this process: their routes are its own. */
export function addLocalEntry(app: App, services: Services, config: Config): void {
  const backends = new LocalBackends(app, services.tokens);
  addProfileAggregation(app, backends);
  addLive(app, services, backends, config.allowedOrigins);
}
