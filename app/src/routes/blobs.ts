import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { cacheControl } from "../blobs/lifetimes.js";
import type { LocalBlobStore } from "../blobs/localBlobStore.js";
import { blobsPath, type Permission } from "../blobs/signedPath.js";
import { Problem } from "../problem.js";
import type { App } from "../typedApp.js";
import { pictureTypes } from "../uploads/pictureType.js";
import { maxPictureBytes, type UploadArea } from "../uploads/uploads.js";

const Parts = Type.Object({ owner: Type.String(), name: Type.String() });
const Signed = Type.Record(Type.String(), Type.String());
type BlobRequest = FastifyRequest<{ Params: { owner: string; name: string }; Querystring: Record<string, string> }>;

/** Takes and gives pictures where there is no bucket, to whoever has a signed path. Refused before a byte is read. */
export function addBlobRoutes(app: App, blobs: LocalBlobStore, area: UploadArea): void {
  const url = `${blobsPath}${area}/:owner/:name`;
  const schema = { params: Parts, querystring: Signed };
  const keyOf = ({ params }: BlobRequest) => `${area}/${params.owner}/${params.name}`;
  const allowed = (kind: Permission["kind"], request: BlobRequest): Permission => {
    const permission = blobs.permission(kind, keyOf(request), request.query);
    if (!permission) throw new Problem(403, "This address is not signed for that, or its time is over.");
    return permission;
  };

  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      [...pictureTypes],
      { parseAs: "buffer" },
      async (_request: unknown, body: Buffer) => body,
    );
    scope.put<{ Params: { owner: string; name: string }; Querystring: Record<string, string>; Body: Buffer }>(
      url,
      {
        schema,
        bodyLimit: maxPictureBytes,
        onRequest: async (request) => announcedAs(allowed("upload", request as BlobRequest), request as BlobRequest),
      },
      async (request, reply) => {
        const contentType = request.headers["content-type"] ?? "";
        const taken = await blobs.write(keyOf(request as BlobRequest), { contentType, bytes: request.body });
        if (!taken) throw new Problem(412, "There is a picture at this address already.");
        return reply.code(200).send();
      },
    );
    done();
  });

  app.get(url, { schema }, async (request, reply) => {
    allowed("download", request as BlobRequest);
    const blob = await blobs.read(keyOf(request as BlobRequest));
    if (!blob) throw new Problem(404, "There is no picture at this address.");
    return reply
      .headers({
        "cache-control": cacheControl,
        "content-security-policy": "sandbox",
        "cross-origin-resource-policy": "cross-origin",
      })
      .type(blob.contentType)
      .send(blob.bytes);
  });
}

/** The headers must say what the signature does: the body is then as long as its header says, or the connection breaks. */
function announcedAs(permission: Permission, { headers }: BlobRequest): void {
  if (permission.kind !== "upload") return;
  const { contentType, bytes } = permission.upload;
  if (headers["content-type"] === contentType && headers["content-length"] === String(bytes)) return;
  throw new Problem(403, `This address takes ${bytes} bytes of ${contentType} and nothing else.`);
}
