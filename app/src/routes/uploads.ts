import { Type } from "typebox";
import { requireCaller } from "../auth/caller.js";
import type { App } from "../typedApp.js";
import { pictureTypes } from "../uploads/pictureType.js";
import { maxPictureBytes, type UploadArea, type Uploads } from "../uploads/uploads.js";
import { signedIn } from "./schemas.js";

const NewUpload = Type.Object(
  {
    contentType: Type.Enum(pictureTypes, { description: "Type of the picture." }),
    bytes: Type.Integer({ minimum: 1, maximum: maxPictureBytes, description: "Its exact size." }),
  },
  { additionalProperties: false, examples: [{ contentType: "image/png", bytes: 4_096 }] },
);

const UploadAnswer = Type.Object({
  /** What to call the picture when it is used, once it is uploaded. */
  key: Type.String(),
  /** The request to upload it with: within 15 minutes, once, with these headers and exactly that many bytes. */
  upload: Type.Object({
    url: Type.String(),
    method: Type.Literal("PUT"),
    headers: Type.Record(Type.String(), Type.String()),
  }),
});

const described = (area: UploadArea) => ({
  operationId: area === "posts" ? "allowPostPicture" : "allowProfilePicture",
  summary: `Be allowed to upload a picture for ${area}.`,
  tags: ["uploads"],
  ...signedIn,
});

/** Permission to upload one picture, past this process where there is a bucket. */
export function addUploadRoutes(app: App, uploads: Uploads, area: UploadArea): void {
  app.post(
    `/uploads/${area}`,
    { schema: { ...described(area), body: NewUpload, response: { 201: UploadAnswer } }, config: { idempotent: true } },
    async (request, reply) => {
      const { userId } = requireCaller(request);
      return reply.code(201).send(await uploads.open(userId, request.creationId, request.body));
    },
  );
}
