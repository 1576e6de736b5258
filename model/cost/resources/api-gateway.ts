import { Arguments, part } from "../arguments";
import { counted, gap, hourly } from "../charge";
import type { Pricer } from "../context";
import { chunks } from "./chunks";

/** A REST API: by request. */
export const restApi: Pricer = (_resource, { usage }) => [
  counted("Requests", "apigateway.rest.requests", usage.number("monthly_requests"), 1e6, "1M requests", {
    namedTiers: true,
  }),
];

/** A stage of a REST API: its cache, by the hour and size. */
export const restStage: Pricer = (resource) =>
  part(() => {
    const stage = new Arguments(resource.inputs);
    if (stage.flag("cacheClusterEnabled") !== true) return [];
    const size = stage.number("cacheClusterSize") ?? 0.5;
    return [hourly(`Cache memory (${size} GB)`, `apigateway.cache.${size}GB`, 1)];
  });

/** An HTTP API by request of 512 KiB, or a WebSocket API by message of 32 KiB and minute of connection. */
export const httpOrWebSocketApi: Pricer = (resource, { usage }) =>
  part(() => {
    const protocol = new Arguments(resource.inputs).neededText("protocolType").toUpperCase();
    const requests = chunks(usage.number("monthly_requests"), usage.number("request_size_kb"), 512);
    const messages = chunks(usage.number("monthly_messages"), usage.number("message_size_kb"), 32);
    if (protocol === "HTTP") {
      return [counted("Requests", "apigateway.http.requests", requests, 1e6, "1M requests", { namedTiers: true })];
    }
    if (protocol !== "WEBSOCKET") return [gap(`the protocol ${protocol} is not known`)];
    return [
      counted("Messages", "apigateway.websocket.messages", messages, 1e6, "1M messages", { namedTiers: true }),
      counted(
        "Connection duration",
        "apigateway.websocket.connection",
        usage.number("monthly_connection_mins"),
        1e6,
        "1M minutes",
      ),
    ];
  });
