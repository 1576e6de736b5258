import type { Plan, PlannedResource, Urn } from "../plan";
import { list, record, reveal, text, Unknown, type Value } from "../value";
import { awsType } from "./aws-type";

/** Inputs by which other resources may name a resource in plain text. */
const IDENTITIES = ["name", "identifier", "clusterIdentifier", "replicationGroupId", "bucket"] as const;

/** Look-ups over a plan: by URN, by AWS type, and who refers to whom. */
export class PlanIndex {
  readonly #byUrn = new Map<Urn, PlannedResource>();
  readonly #byType = new Map<string, PlannedResource[]>();
  readonly #byIdentity = new Map<string, PlannedResource[]>();
  readonly #backward = new Map<string, ReadonlyMap<Urn, readonly PlannedResource[]>>();

  constructor(plan: Plan) {
    for (const resource of plan.resources) {
      this.#byUrn.set(resource.urn, resource);
      const type = awsType(resource.type);
      if (type === undefined) continue;
      add(this.#byType, type, resource);
      for (const identity of identitiesOf(resource)) add(this.#byIdentity, `${type}=${identity}`, resource);
    }
  }

  get(urn: Urn): PlannedResource | undefined {
    return this.#byUrn.get(urn);
  }

  /** All resources of the given short types, in plan order within a type. */
  ofType(...types: readonly string[]): readonly PlannedResource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /**
   * The resources of the given types that a property refers to: by its dependencies, which are complete even where the
   * value is unknown, or by a name or id written out as text.
   */
  referred(resource: PlannedResource, property: string, ...types: readonly string[]): readonly PlannedResource[] {
    const dependencies = (resource.propertyDependencies[property] ?? [])
      .map((urn) => this.#byUrn.get(urn))
      .filter((each) => each !== undefined && types.includes(awsType(each.type) ?? "")) as PlannedResource[];
    if (dependencies.length > 0) return dependencies;
    const found = textsIn(resource.inputs[property]).flatMap((each) =>
      types.flatMap((type) => this.#byIdentity.get(`${type}=${each}`) ?? []),
    );
    return [...new Set(found)];
  }

  /** The one resource that a property refers to; undefined where there is none, or where the plan cannot tell which. */
  one(resource: PlannedResource, property: string, ...types: readonly string[]): PlannedResource | undefined {
    const found = this.referred(resource, property, ...types);
    return found.length === 1 ? found[0] : undefined;
  }

  /** The resources of a type of which a property refers to the target. */
  referring(target: PlannedResource, type: string, property: string): readonly PlannedResource[] {
    const targetType = awsType(target.type) ?? "";
    const key = `${type}.${property}>${targetType}`;
    const known = this.#backward.get(key) ?? this.#readBackward(type, property, targetType);
    this.#backward.set(key, known);
    return known.get(target.urn) ?? [];
  }

  /** Who refers to what by one property, read once for all targets of a type. */
  #readBackward(type: string, property: string, targetType: string): ReadonlyMap<Urn, readonly PlannedResource[]> {
    const referring = new Map<Urn, PlannedResource[]>();
    for (const resource of this.ofType(type)) {
      for (const target of this.referred(resource, property, targetType)) add(referring, target.urn, resource);
    }
    return referring;
  }
}

function identitiesOf(resource: PlannedResource): ReadonlySet<string> {
  const texts = IDENTITIES.map((property) => text(resource.inputs[property]));
  return new Set([...texts, resource.id].filter((each) => each !== undefined && each !== "") as string[]);
}

/** Every text inside a value, however deep. */
function textsIn(value: Value | undefined): readonly string[] {
  const plain = reveal(value);
  if (typeof plain === "string") return [plain];
  if (plain === undefined || plain === null || typeof plain !== "object" || plain instanceof Unknown) return [];
  if (Array.isArray(plain)) return list(plain).flatMap(textsIn);
  return Object.values(record(plain)).flatMap(textsIn);
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
