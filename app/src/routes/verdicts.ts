import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { Config } from "../config.js";
import { removePost } from "../moderation/moderate.js";
import { originOf } from "../operations/trace.js";
import { Problem } from "../problem.js";
import type { Services } from "../services.js";
import { isId } from "../storage/id.js";
import type { App } from "../typedApp.js";
import { takeWebhook } from "../webhooks/incoming.js";

/** Whoever sends it may add to it. */
const VerdictMessage = Type.Object({
  type: Type.Literal("post.moderated"),
  data: Type.Object({ postId: Type.String({ maxLength: 100 }), verdict: Type.Enum(["allow", "remove"]) }),
});

/** Verdicts about posts that a third party sends when it has made up its mind: a webhook in. */
export function addVerdicts(app: App, services: Services, { moderationWebhookSecret }: Config): void {
  if (moderationWebhookSecret === undefined) return;
  const terms = { secret: moderationWebhookSecret, seen: services.keyValues, sender: "moderation" };
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    // What is signed are the bytes, not what they mean.
    scope.addContentTypeParser(
      "application/json",
      { parseAs: "buffer" },
      async (_request: unknown, body: Buffer) => body,
    );
    scope.post<{ Body: Buffer }>("/moderation/verdicts", async (request, reply) => {
      const { headers, body } = request;
      const isNew = await takeWebhook({ headers, body }, terms, async () => {
        const { postId, verdict } = read(body).data;
        if (verdict === "remove" && isId(postId)) await removePost(services, postId, originOf(request));
        request.log.info({ postId, verdict }, "verdict");
      });
      if (!isNew) request.log.info("a verdict came again");
      return reply.code(204).send(null);
    });
    done();
  });
}

/** Only what was signed is looked at. */
function read(body: Buffer): Static<typeof VerdictMessage> {
  const message = parsed(body);
  if (Value.Check(VerdictMessage, message)) return message;
  throw new Problem(400, "The message must be JSON with type post.moderated and data of postId and verdict.");
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
