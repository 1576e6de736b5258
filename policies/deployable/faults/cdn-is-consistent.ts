import type { PlannedResource } from "../../../model/plan";
import { containsUnknown, list, type PropertyMap, record, text } from "../../../model/value";
import { type Faults, isSet } from "../../each-resource";

export function distributionFaults({ inputs }: PlannedResource): Faults {
  const groups = list(inputs.originGroups).map(record);
  const behaviours = [
    ...list(inputs.defaultCacheBehavior),
    inputs.defaultCacheBehavior ?? null,
    ...list(inputs.orderedCacheBehaviors),
  ].map(record);
  const origins = list(inputs.origins).map((each) => text(record(each).originId));
  const repeated = origins.find((id, i) => id !== undefined && origins.indexOf(id) !== i);
  return [
    repeated !== undefined && `has two origins with \`originId: "${repeated}"\``,
    ...(containsUnknown(inputs.origins) && origins.includes(undefined)
      ? []
      : missingOrigins(behaviours, groups, origins)),
    ...behaviours.flatMap(behaviourFaults),
    ...groups.map(
      ({ originId, members }) =>
        Array.isArray(members) &&
        members.length === 1 &&
        `has an origin group (\`${text(originId) ?? "?"}\`) with one member, where CloudFront wants two`,
    ),
  ];
}

function missingOrigins(
  behaviours: readonly PropertyMap[],
  groups: readonly PropertyMap[],
  origins: readonly (string | undefined)[],
): Faults {
  if (origins.length === 0) return [];
  const targets = [...origins, ...groups.map((group) => text(group.originId))];
  const members = groups.flatMap((group) => list(group.members).map((member) => text(record(member).originId)));
  return [
    ...behaviours.map((each) => text(each.targetOriginId)).filter((id) => !targets.includes(id)),
    ...members.filter((id) => !origins.includes(id)),
  ].map((id) => id !== undefined && `sends requests to the origin \`${id}\`, which it does not have`);
}

function behaviourFaults(behaviour: PropertyMap): Faults {
  const methods = list(behaviour.allowedMethods).map(text);
  const cached = list(behaviour.cachedMethods)
    .map(text)
    .find((method) => method && methods.length > 0 && !methods.includes(method));
  return [
    isSet(behaviour.cachePolicyId) &&
      isSet(behaviour.forwardedValues) &&
      "has a behaviour with both `cachePolicyId` and `forwardedValues`",
    cached !== undefined && !containsUnknown(behaviour.allowedMethods) && `caches ${cached}, which it does not allow`,
    isSet(behaviour.originRequestPolicyId) &&
      isSet(behaviour.forwardedValues) &&
      "has a behaviour with both `originRequestPolicyId` and `forwardedValues`",
  ];
}
