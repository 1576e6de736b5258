import type { PlannedResource } from "../../../model/plan";
import { containsUnknown, flag, list, record, text } from "../../../model/value";
import { type Faults, isSet } from "../../each-resource";

export function tableFaults({ inputs }: PlannedResource): Faults {
  const indexes = [...list(inputs.globalSecondaryIndexes), ...list(inputs.localSecondaryIndexes)].map(record);
  const streamed = !isSet(inputs.streamEnabled) || flag(inputs.streamEnabled) !== false;
  const onDemand = text(inputs.billingMode) === "PAY_PER_REQUEST";
  const provisioned = text(inputs.billingMode) ?? (!isSet(inputs.billingMode) ? "PROVISIONED" : undefined);
  return [
    ...keyFaults(inputs),
    provisioned === "PROVISIONED" &&
      !isSet(inputs.restoreSourceTableArn) &&
      !isSet(inputs.restoreSourceName) &&
      (!isSet(inputs.readCapacity) || !isSet(inputs.writeCapacity)) &&
      "is provisioned (its `billingMode` is not PAY_PER_REQUEST) without `readCapacity` and `writeCapacity`",
    onDemand &&
      indexes.some((index) => (Number(index.readCapacity) || 0) > 0) &&
      "is paid by request and has an index with `readCapacity`",
    flag(inputs.streamEnabled) === true && !isSet(inputs.streamViewType) && "has a stream without `streamViewType`",
    list(inputs.replicas).length > 0 &&
      !streamed &&
      "has replicas with `streamEnabled: false`, and replicas need the stream",
    list(inputs.localSecondaryIndexes).length > 0 && !isSet(inputs.rangeKey) && "has a local index and no `rangeKey`",
  ];
}

function keyFaults({
  attributes,
  hashKey,
  rangeKey,
  globalSecondaryIndexes,
  localSecondaryIndexes,
}: PlannedResource["inputs"]): Faults {
  const parts = [attributes, hashKey, rangeKey, globalSecondaryIndexes, localSecondaryIndexes];
  // A table that is restored brings its keys; one key that is not known could be any attribute.
  if (list(attributes).length === 0 || !isSet(hashKey) || parts.some((each) => containsUnknown(each))) return [];
  const declared = list(attributes).map((each) => text(record(each).name) ?? "");
  const indexes = [...list(globalSecondaryIndexes), ...list(localSecondaryIndexes)].map(record);
  const keys = [hashKey, rangeKey, ...indexes.flatMap((index) => keysOf(index))].map((each) => text(each) ?? "");
  const used = new Set(keys.filter((key) => key !== ""));
  return [
    ...[...used]
      .filter((key) => !declared.includes(key))
      .map((key) => `has the key \`${key}\`, which \`attributes\` does not list`),
    ...declared
      .filter((name) => !used.has(name))
      .map((name) => `lists the attribute \`${name}\`, which is no key of the table or of an index`),
  ];
}

function keysOf(index: ReturnType<typeof record>): readonly (ReturnType<typeof record>[string] | undefined)[] {
  const schemas = list(index.keySchemas).map((each) => record(each).attributeName);
  return [index.hashKey, index.rangeKey, ...schemas];
}
