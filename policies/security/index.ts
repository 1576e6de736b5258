import type { Rule } from "../rule";
import { bucketsRefusePlainHttp } from "./buckets-refuse-plain-http";
import { dataStoresEncrypted } from "./data-stores-encrypted";
import { defaultGroupIsEmpty } from "./default-group-is-empty";
import { keysRotate } from "./keys-rotate";
import { metadataNeedsAToken } from "./metadata-needs-a-token";
import { noOpenIngress } from "./no-open-ingress";
import { noPublicData } from "./no-public-data";
import { noSecretsInPlainText } from "./no-secrets-in-plain-text";
import { permissionsAreNarrow } from "./permissions-are-narrow";
import { trafficIsEncrypted } from "./traffic-is-encrypted";

/** Who may read, change or reach what. */
export const security: readonly Rule[] = [
  bucketsRefusePlainHttp,
  dataStoresEncrypted,
  defaultGroupIsEmpty,
  keysRotate,
  metadataNeedsAToken,
  noOpenIngress,
  noPublicData,
  noSecretsInPlainText,
  permissionsAreNarrow,
  trafficIsEncrypted,
];
