/** Somebody else's names that lead to addresses which must not be asked, and who was asked all the same, as JSON. */
import type { LookupAddress } from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo, BlockList } from "node:net";
import { Agent } from "undici";
import { mayBeAsked, networks, publicLookup, type Resolve } from "../../../app/src/network/publicAddresses.js";
import { refusedUrl } from "../../../app/src/webhooks/endpointUrl.js";
import { WebhookSender } from "../../../app/src/webhooks/sender.js";

/** Stands for the public: a test talks to loopback alone. */
const outside = "127.0.0.1";
const inside = "127.0.0.2";
const allowed = networks([`${outside}/32`]);

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.socket.localAddress ?? "");
  response.setHeader("connection", "close").end();
});
await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
const { port } = server.address() as AddressInfo;

/** Answers with one list after the other, the last one for ever. */
const answering = (...lists: readonly (readonly string[])[]): Resolve => {
  let count = 0;
  return (_host, _options, done) => {
    const list = lists[Math.min(count++, lists.length - 1)] ?? [];
    done(
      null,
      list.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
};

async function request(agent: Agent): Promise<string> {
  try {
    const { statusCode, body } = await agent.request({
      origin: `http://rebinding.test:${port}`,
      path: "/",
      method: "GET",
    });
    await body.dump();
    return String(statusCode);
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const rebinding = new Agent({ connect: { lookup: publicLookup(allowed, answering([outside], [inside])) } });
const changing = [await request(rebinding), await request(rebinding), await request(rebinding)];
const mixed = new Agent({ connect: { lookup: publicLookup(allowed, answering([inside, outside])) } });
const both = await request(mixed);

const sender = new WebhookSender({ allowedNetworks: [], resolve: answering([inside]) });
const endpoint = { id: "1", url: `https://private.test:${port}/`, secret: "whsec_AAAA" };
const webhook = await sender.send({ id: "m", body: "{}", endpoint });

const none = networks([]);
const verdicts = Object.fromEntries(process.argv.slice(2).map((address) => [address, mayBeAsked(address, none)]));
const local = ["localhost", "LocalHost.", "inner.localhost", "inner.localhost.", "0x7f.1", "0177.0.0.1", "127.0.0.1."];
const refused = (allowedNow: BlockList) => local.map((name) => refusedUrl(`https://${name}/`, allowedNow));
const names = {
  local,
  refused: refused(none),
  own: refused(allowed),
  others: refusedUrl("https://localhost.example.com/", none),
};
process.stdout.write(JSON.stringify({ changing, both, webhook, asked, verdicts, names }));
await Promise.all([rebinding.close(), mixed.close(), sender.close()]);
server.close();
