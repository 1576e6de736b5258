import type { Rule } from "../rule";
import { dataStoresEncrypted } from "./data-stores-encrypted";
import { noOpenIngress } from "./no-open-ingress";

/** Who may read, change or reach what. */
export const security: readonly Rule[] = [dataStoresEncrypted, noOpenIngress];
