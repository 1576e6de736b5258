import { list, number, type PropertyMap, record, text, type Value } from "../../../model/value";
import type { TrackedInput, TrackedMap } from "../../remote/construct";
import { apply, defined, isGiven, type Optional } from "../output";

const DEFAULT_RULES: readonly PropertyMap[] = [
  { description: "remove untagged images", tagStatus: "untagged", maximumNumberOfImages: 1 },
];

/** The policy document of a repository: the program's rules, or one that keeps a single untagged image. */
export function lifecyclePolicy(rules: Optional): TrackedInput {
  return isGiven(rules) ? apply(rules, (value) => document(list(value).map(record))) : document(DEFAULT_RULES);
}

function document(rules: readonly PropertyMap[]): TrackedMap {
  const anyTag = rules.filter(({ tagStatus }) => text(tagStatus) === "any");
  if (anyTag.length > 1)
    throw new Error(`lifecyclePolicy.rules may hold one rule of tagStatus "any", got ${anyTag.length}.`);
  const others = rules.filter(({ tagStatus }) => text(tagStatus) !== "any");
  return { rules: [...others, ...anyTag].map((rule, index) => documentRule(rule, index + 1)) };
}

function documentRule(rule: PropertyMap, rulePriority: number): TrackedMap {
  const selection = { ...selectedTags(rule), ...selectedCount(rule) };
  return defined({ rulePriority, description: rule.description, selection, action: { type: "expire" } });
}

function selectedTags({ tagStatus, tagPrefixList }: PropertyMap): { readonly [property: string]: Value } {
  const status = text(tagStatus);
  if (status === "any" || status === "untagged") return { tagStatus: status };
  const prefixes = list(tagPrefixList);
  if (prefixes.length === 0) {
    throw new Error(`tagPrefixList must hold at least one prefix where tagStatus is neither "any" nor "untagged".`);
  }
  return { tagStatus: "tagged", tagPrefixList: prefixes };
}

function selectedCount(rule: PropertyMap): { readonly [property: string]: Value } {
  const [images, days] = [number(rule.maximumNumberOfImages), number(rule.maximumAgeLimit)];
  if (images !== undefined) return { countType: "imageCountMoreThan", countNumber: images };
  if (days !== undefined) return { countType: "sinceImagePushed", countNumber: days, countUnit: "days" };
  throw new Error("A rule of lifecyclePolicy needs maximumNumberOfImages or maximumAgeLimit.");
}
