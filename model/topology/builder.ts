import type { Plan, PlannedResource, Urn } from "../plan";
import { text } from "../value";
import { awsType } from "./aws-type";
import { Edges } from "./edges";
import { intentOf } from "./intent";
import { Network } from "./network";
import { NetworkAcls } from "./network-acls";
import { Placer } from "./placement";
import { PlanIndex } from "./plan-index";
import { SecurityGroups } from "./security-groups";
import { type Edge, type EdgeKind, isWorldwide, type Tier, type TierKind, UNPLACED } from "./topology";

/** What readers of one family of resources share: the plan, the network, and the topology as far as it is built. */
export class TopologyBuilder {
  readonly index: PlanIndex;
  readonly network: Network;
  readonly placer: Placer;
  readonly groups: SecurityGroups;
  readonly acls: NetworkAcls;
  readonly tiers = new Map<Urn, Tier>();
  readonly edges = new Edges();
  /** Tier that a resource is part of. */
  readonly #tierOf = new Map<Urn, Urn>();

  constructor(readonly plan: Plan) {
    this.index = new PlanIndex(plan);
    this.network = new Network(this.index);
    this.placer = new Placer(this.index, this.network);
    this.groups = new SecurityGroups(this.index);
    this.acls = new NetworkAcls(this.index);
  }

  /** Adds a tier; what is not given is the answer for one that AWS runs by itself in many places. */
  tier(resource: PlannedResource, kind: TierKind, traits: Partial<Tier> = {}): Tier {
    const tier: Tier = {
      urn: resource.urn,
      name: resource.name,
      type: awsType(resource.type) ?? resource.type,
      kind,
      parts: [resource.urn],
      count: null,
      placement: UNPLACED,
      perZone: null,
      healing: "managed",
      inGivenZones: false,
      sharedByZone: false,
      packed: false,
      aside: false,
      intent: intentOf(resource),
      copyOf: null,
      stateful: false,
      otherRegions: [],
      region: isWorldwide(kind) ? null : this.regionOf(resource),
      ...traits,
    };
    this.tiers.set(tier.urn, tier);
    for (const part of tier.parts) this.#tierOf.set(part, tier.urn);
    return tier;
  }

  /** A member of a tier as its callers see it who name it by itself; it stays a part of its tier. */
  endpoint(resource: PlannedResource, traits: Partial<Tier>): Tier {
    const owner = this.#tierOf.get(resource.urn);
    const tier = this.tier(resource, "database", traits);
    if (owner !== undefined) this.#tierOf.set(resource.urn, owner);
    return tier;
  }

  /** Region that a resource is in: its own, its provider's, or the plan's; null where none of them tells. */
  regionOf(resource: PlannedResource): string | null {
    const provider = resource.provider === null ? undefined : this.index.get(resource.provider);
    return text(resource.inputs.region) ?? text(provider?.inputs.region) ?? this.plan.region;
  }

  /** The tier that a resource is, or is part of. */
  tierOf(resource: PlannedResource | undefined): Tier | undefined {
    return resource && this.tiers.get(this.#tierOf.get(resource.urn) ?? resource.urn);
  }

  edge(
    from: Tier | undefined,
    to: Tier | undefined,
    kind: EdgeKind,
    evidence: string,
    more: Pick<Edge, "standIns" | "checked" | "idle" | "keepsZone"> = {},
  ): void {
    if (!from || !to || from.urn === to.urn) return;
    this.edges.add({ from: from.urn, to: to.urn, kind, evidence, ...more });
  }

  ofKind(...kinds: readonly TierKind[]): readonly Tier[] {
    return [...this.tiers.values()].filter((tier) => kinds.includes(tier.kind));
  }
}
