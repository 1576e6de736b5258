import { text, UNKNOWN } from "../../model/value";
import type { DataSource } from "./context";

/** Ids of the policies that AWS manages. Source: CloudFront Developer Guide, "Use managed … policies"; 2025-11. */
const MANAGED: { readonly [name: string]: string } = {
  "Managed-Amplify": "2e54312d-136d-493c-8eb9-b001f22f67d2",
  "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
  "Managed-CachingOptimizedForUncompressedObjects": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  "Managed-Elemental-MediaPackage": "08627262-05a9-4f76-9ded-b50ca2e3a84f",
  "Managed-Elemental-MediaTailor-PersonalizedManifests": "775133bc-15f2-49f9-abea-afb2e0bf67d2",
  "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "Managed-AllViewerAndCloudFrontHeaders-2022-06": "33f36d7e-f396-46d9-90e0-52428a34d9dc",
  "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  "Managed-CORS-CustomOrigin": "59781a5b-3903-41f3-afcb-af62929ccde1",
  "Managed-CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
  "Managed-UserAgentRefererHeaders": "acba4595-bd28-49b8-b9fe-13317c0390fa",
  "Managed-CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
  "Managed-CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
  "Managed-CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
  "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
  "Managed-SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
};

/** A cache, origin request or response headers policy: those that AWS manages are the same everywhere. */
export const cloudfrontPolicy: DataSource = (args, context) => {
  const given = text(args.id);
  const name = text(args.name) ?? Object.keys(MANAGED).find((known) => MANAGED[known] === given);
  const id = given ?? MANAGED[name ?? ""];
  if (id === undefined) context.assume(`The id of the policy ${name ?? ""} is unknown here.`);
  return { ...args, id: id ?? UNKNOWN, etag: UNKNOWN, ...(name === undefined ? {} : { name }) };
};

const LOG_DELIVERY = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";
const LOG_DELIVERY_CHINA = "a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56";

/** The user that delivers CloudFront's standard logs. Source: CloudFront Developer Guide; 2025-11. */
export const logDeliveryUser: DataSource = (args, { configuration }) => {
  const region = text(args.region) ?? text(configuration.region) ?? "";
  return { ...args, id: region.startsWith("cn-") ? LOG_DELIVERY_CHINA : LOG_DELIVERY };
};
