import { LocalBlobStore } from "../blobs/localBlobStore.js";
import type { Services } from "../services.js";
import type { App } from "../typedApp.js";
import { type UploadArea, Uploads } from "../uploads/uploads.js";
import { addBlobRoutes } from "./blobs.js";
import { addUploadRoutes } from "./uploads.js";

/** Pictures of one kind: the permission to upload them, and where there is no bucket, the pictures themselves. */
export function addPictures(area: UploadArea) {
  return (app: App, { databases, blobs }: Services): void => {
    addUploadRoutes(app, new Uploads(databases, blobs, area), area);
    if (blobs instanceof LocalBlobStore) addBlobRoutes(app, blobs, area);
  };
}
