import type { Plan, PlannedResource, Urn } from "../plan";
import { text } from "../value";

// Their resources are in no region.
const GLOBAL =
  /^aws:(iam|route53|route53domains|cloudfront|organizations|budgets|globalaccelerator|waf|shield|account|ce|cur)\//;

/** Tells the region that a plan's resources are in: their own, or that of their provider. */
export class Regions {
  readonly #ofProvider = new Map<Urn, string | undefined>();

  constructor(private readonly plan: Plan) {
    for (const resource of plan.resources) {
      if (resource.type === "pulumi:providers:aws") this.#ofProvider.set(resource.urn, text(resource.inputs.region));
    }
  }

  /** Undefined where it is not known, and of what is in no region. */
  of(resource: PlannedResource): string | undefined {
    if (!resource.custom || !resource.type.startsWith("aws:") || GLOBAL.test(resource.type)) return undefined;
    const { region } = resource.inputs;
    if (region !== undefined && region !== null) return text(region);
    const provider = resource.provider === null ? undefined : this.#ofProvider.get(resource.provider);
    if (provider !== undefined) return provider;
    return resource.provider?.endsWith("::default") ? (this.plan.region ?? undefined) : undefined;
  }
}
