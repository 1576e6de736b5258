import { accessToken, renew } from "./session";

/** What the live connection says. */
type Message =
  | { readonly type: "ready"; readonly heartbeatSeconds: number }
  | { readonly type: "heartbeat" }
  | { readonly type: "post.created" | "post.deleted"; readonly postId: string }
  | { readonly type: "resync" };

export interface LiveListeners {
  onState(state: "live" | "connecting"): void;
  onPost(postId: string): void;
  onGone(postId: string): void;
  /** Too much was missed to be told: read the feed anew. */
  onResync(): void;
  /** Newest post that is already shown: what came after it is told on connecting. */
  newest(): string | null;
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;

/** Opens the live feed and keeps it open, across lost connections and expired tokens, until the result is called. */
export function openLive(listeners: LiveListeners): () => void {
  let socket: WebSocket | null = null;
  let timer = 0;
  let silence = 0;
  let failures = 0;
  let over = false;

  const connect = () => {
    listeners.onState("connecting");
    const opened = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live`);
    socket = opened;
    opened.addEventListener("open", () => {
      opened.send(JSON.stringify({ type: "hello", token: accessToken(), after: listeners.newest() }));
    });
    opened.addEventListener("message", ({ data }) => {
      handle(JSON.parse(data) as Message);
    });
    opened.addEventListener("close", ({ code }) => void reconnect(code));
  };

  const listenFor = (heartbeatSeconds: number) => {
    clearTimeout(silence);
    // The network may be gone without a word: nothing for two heartbeats is as good as closed.
    silence = window.setTimeout(() => socket?.close(), heartbeatSeconds * 2_500);
  };
  let heartbeatSeconds = 30;
  const handle = (message: Message) => {
    if (message.type === "ready") {
      failures = 0;
      heartbeatSeconds = message.heartbeatSeconds;
      listeners.onState("live");
    } else if (message.type === "post.created") listeners.onPost(message.postId);
    else if (message.type === "post.deleted") listeners.onGone(message.postId);
    else if (message.type === "resync") listeners.onResync();
    listenFor(heartbeatSeconds);
  };

  const reconnect = async (code: number) => {
    clearTimeout(silence);
    if (over) return;
    listeners.onState("connecting");
    // 4401: the token is no longer good.
    if (code === 4401 && !(await renew())) return;
    // Jitter, so that everybody whom one server had does not come to the next at once.
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** failures++) * (0.5 + Math.random() / 2);
    timer = window.setTimeout(connect, wait);
  };

  connect();
  return () => {
    over = true;
    clearTimeout(timer);
    clearTimeout(silence);
    socket?.close();
  };
}
