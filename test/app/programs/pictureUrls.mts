import { S3Client } from "@aws-sdk/client-s3";
import { S3BlobStore } from "../../../app/src/blobs/s3BlobStore.js";
import { serveCalls } from "./serveCalls.mjs";

const store = new S3BlobStore(new S3Client({ region: "eu-central-1" }), "pictures");

await serveCalls({ url: (key: string) => store.presignDownload(key) });
await store.close();
