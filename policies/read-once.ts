import { AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { hasSubject } from "./subject";

type Deserialize = (properties: Struct, proxySecrets: boolean) => object;

const read = new WeakMap<Struct, object>();
let done = false;

/**
 * From now on, the SDK reads the resources of a request once and not once per policy, which would take most of the time of
 * a large stack: 28 ms per rule at 2,000 resources. A rule only reads, and only what {@link subjectOf} makes of the
 * resources: one reading serves all.
 */
export function readOnce(): void {
  if (done) return;
  done = true;
  readPropertiesOnce();
  listResourcesOnce();
}

/** What the SDK reads properties with. It calls it through its module, where it can be replaced. */
const sdk = require("@pulumi/policy/deserialize") as { deserializeProperties: Deserialize };

/** What a remediation may change is still read for it alone. */
function readPropertiesOnce(): void {
  const { deserializeProperties } = sdk;
  sdk.deserializeProperties = (properties, proxySecrets) => {
    if (proxySecrets) return deserializeProperties(properties, proxySecrets);
    const known = read.get(properties) ?? deserializeProperties(properties, proxySecrets);
    read.set(properties, known);
    return known;
  };
}

/** What the SDK will give to every policy of the properties of a resource. */
export function readByPolicies(properties: Struct): object {
  return sdk.deserializeProperties(properties, false);
}

/** Where the first policy had its subject made of all resources, the first resource is enough to find it again. */
function listResourcesOnce(): void {
  const { getResourcesList } = AnalyzeStackRequest.prototype;
  AnalyzeStackRequest.prototype.getResourcesList = function listOnce() {
    const resources = getResourcesList.call(this);
    const all = resources[Symbol.iterator].bind(resources);
    resources[Symbol.iterator] = () => {
      const [first] = resources.slice(0, 1);
      const properties = first?.getProperties();
      const known = properties && read.get(properties);
      return first && known && hasSubject(known) ? [first][Symbol.iterator]() : all();
    };
    return resources;
  };
}
